// Divides samples among the threads of oneTBB, where a program has these for its own tasks already, and calls
// the library from inside such tasks. Ends with 1 where results are not those of one thread, bit for bit, or
// where oneTBB was not asked for its threads.
#include <adaline/adaline.hpp>

#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <vector>

namespace {

constexpr std::size_t rows = 100000, features = 32, threads = 4, folds = 8;

std::atomic<int> calls{0};

// The partitioner makes a task of its own of each index, which any thread may take.
void run_on_tbb(std::size_t count, const std::function<void(std::size_t)>& task) {
  ++calls;
  tbb::parallel_for(std::size_t{0}, count, task, tbb::simple_partitioner());
}

adaline::Neuron<float> trained(const adaline::Samples<float>& samples, adaline::Workers* workers) {
  adaline::Neuron<float> neuron(features);
  (void)adaline::train(neuron, samples, adaline::Batch{adaline::BatchStrategy::gradient_descent},
                       {.learning_rate = 0.5, .epochs = 10, .workers = workers});
  return neuron;
}

}  // namespace

int main() {
  std::vector<float> x(rows * features), t(rows);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(std::sin(0.7 * static_cast<double>(i * i % 9973)));
  for (std::size_t r = 0; r < rows; ++r) t[r] = 2 * x[r * features] - x[r * features + 5] + 1;
  const adaline::Samples<float> samples{{x.data(), rows, features}, t};

  adaline::Workers workers(threads, run_on_tbb);
  const adaline::Neuron<float> alone = trained(samples, nullptr);
  const bool divided = trained(samples, &workers) == alone && calls > 0;

  // From inside tasks of the program's own, each with a part of the samples, as in a cross-validation. The
  // workers may be the same for all: who finds them in use does its work alone. That may be the very thread
  // that uses them, as one that waits for others takes any task meanwhile.
  const auto fold = [&](std::size_t i) -> adaline::Samples<float> {
    constexpr std::size_t size = rows / folds;
    return {{x.data() + i * size * features, size, features}, {t.data() + i * size, size}};
  };
  std::vector<adaline::Neuron<float>> of_folds(folds, adaline::Neuron<float>(features)), expected = of_folds;
  for (std::size_t i = 0; i < folds; ++i) expected[i] = trained(fold(i), nullptr);
  tbb::parallel_for(std::size_t{0}, folds, [&](std::size_t i) { of_folds[i] = trained(fold(i), &workers); });
  const bool inside = std::ranges::equal(of_folds, expected);

  std::printf("loss %.6g\n", adaline::squared_loss(samples, alone.weights(), alone.bias(), &workers));
  std::printf("the weights of one thread: %s on oneTBB's threads, %s inside its tasks\n",
              divided ? "yes" : "no", inside ? "yes" : "no");
  return divided && inside ? 0 : 1;
}
