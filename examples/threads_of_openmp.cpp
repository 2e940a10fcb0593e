// Divides samples among the threads of OpenMP, where a program has these for its own loops already, and calls
// the library from inside a parallel region. Ends with 1 where results are not those of one thread, bit for
// bit, or where the threads of OpenMP were not used.
#include <adaline/adaline.hpp>

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

// One task for each thread, so that all begin at once.
void run_on_openmp(std::size_t count, const std::function<void(std::size_t)>& task) {
  ++calls;
  const int team = static_cast<int>(count);
#pragma omp parallel for num_threads(team) schedule(static, 1)
  for (std::size_t i = 0; i < count; ++i) task(i);
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

  adaline::Workers workers(threads, run_on_openmp);
  const adaline::Neuron<float> alone = trained(samples, nullptr);
  const bool divided = trained(samples, &workers) == alone && calls > 0;

  // From inside a region of the program's own, each thread with a part of the samples, as in a
  // cross-validation. The workers may be the same for all: who finds them in use does its work alone, and a
  // region inside a region has one thread, unless OpenMP is told otherwise. An exception must not leave a
  // region.
  const auto fold = [&](std::size_t i) -> adaline::Samples<float> {
    constexpr std::size_t size = rows / folds;
    return {{x.data() + i * size * features, size, features}, {t.data() + i * size, size}};
  };
  std::vector<adaline::Neuron<float>> of_folds(folds, adaline::Neuron<float>(features)), expected = of_folds;
  for (std::size_t i = 0; i < folds; ++i) expected[i] = trained(fold(i), nullptr);
#pragma omp parallel for num_threads(threads)
  for (std::size_t i = 0; i < folds; ++i) of_folds[i] = trained(fold(i), &workers);
  const bool inside = std::ranges::equal(of_folds, expected);

  std::printf("loss %.6g\n", adaline::squared_loss(samples, alone.weights(), alone.bias(), &workers));
  std::printf("the weights of one thread: %s on OpenMP's threads, %s inside a parallel region\n",
              divided ? "yes" : "no", inside ? "yes" : "no");
  return divided && inside ? 0 : 1;
}
