// Trains on several threads: those of a call, workers that live longer, and a pool that the program has. Ends
// with 1 where the weights are not those of one thread, bit for bit.
#include <adaline/adaline.hpp>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

namespace {

// Stands for the pool of a program. threads_of_openmp.cpp and threads_of_tbb.cpp do it with these.
void run_on_plain_threads(std::size_t count, const std::function<void(std::size_t)>& task) {
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < count; ++i) others.emplace_back([&task, i] { task(i); });
  task(0);
  for (std::thread& other : others) other.join();
}

}  // namespace

int main() {
  constexpr std::size_t rows = 50000, features = 32;
  std::vector<float> x(rows * features), t(rows);
  for (std::size_t i = 0; i < x.size(); ++i)
    x[i] = static_cast<float>(std::sin(0.7 * static_cast<double>(i * i % 9973)));
  for (std::size_t r = 0; r < rows; ++r) t[r] = 2 * x[r * features] - x[r * features + 5] + 1;
  const adaline::Samples<float> samples{{x.data(), rows, features}, t};

  const auto trained = [&](std::size_t threads, adaline::Workers* workers) {
    adaline::Neuron<float> neuron(features);
    const adaline::TrainOptions options{.epochs = 20, .threads = threads, .workers = workers};
    (void)adaline::train(neuron, samples, adaline::Batch{adaline::BatchStrategy::gradient_descent}, options);
    return neuron;
  };
  const adaline::Neuron<float> expected = trained(1, nullptr);

  // As many threads as there are CPUs for this process. They end before train() returns.
  const bool of_a_call = trained(adaline::available_threads(), nullptr) == expected;

  // They are there for many calls: small ones gain as well.
  adaline::Workers workers(2);
  const bool of_workers = trained(1, &workers) == expected;
  adaline::Moments moments(features);
  moments.add(samples, {}, &workers);
  const double loss = adaline::squared_loss(samples, expected.weights(), expected.bias(), &workers);

  adaline::Workers on_pool(4, run_on_plain_threads);
  const bool of_pool = trained(1, &on_pool) == expected;

  std::printf("loss %.6g, least %.6g\n", loss, moments.solve().residual_sum_of_squares() / 2);
  std::printf("the weights of one thread: %s, %s, %s\n", of_a_call ? "yes" : "no", of_workers ? "yes" : "no",
              of_pool ? "yes" : "no");
  return of_a_call && of_workers && of_pool ? 0 : 1;
}
