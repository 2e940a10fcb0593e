// Trains neurons by the three methods and prints their weights to the last bit. Ends with 1 if a neuron did
// not learn. All numbers made here are exact, so that the options of this file's own compiler change none.
#include <adaline/adaline.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

constexpr std::size_t rows = 203;
constexpr std::size_t features = 11;

template <class T>
struct Problem {
  adaline::Matrix<T> x{rows, features};
  std::vector<T> t = std::vector<T>(rows);

  // Multiples of 1/8 between -1 and 1; weight c is c + 1, and the bias -3.
  Problem() {
    std::uint32_t random = 1;
    for (std::size_t r = 0; r < rows; ++r) {
      t[r] = -3;
      for (std::size_t c = 0; c < features; ++c) {
        random = random * 1664525 + 1013904223;
        x(r, c) = static_cast<T>(static_cast<int>(random >> 16) % 17 - 8) / 8;
        t[r] += static_cast<T>(c + 1) * x(r, c);
      }
    }
  }

  adaline::Samples<T> samples() const { return {x, t}; }
};

bool near(double a, double b) { return a - b < 1e-3 && b - a < 1e-3; }

template <class T>
bool learns(adaline::Method method, double learning_rate) {
  const Problem<T> problem;
  adaline::Neuron<T> neuron(features);
  adaline::TrainOptions options;
  options.learning_rate = learning_rate;
  options.epochs = 200;
  (void)adaline::train(neuron, problem.samples(), method, options);

  bool good = near(static_cast<double>(neuron.bias()), -3);
  for (std::size_t c = 0; c < features; ++c)
    good = good && near(static_cast<double>(neuron.weights()[c]), static_cast<double>(c + 1));
  for (T w : neuron.weights()) std::printf("%a ", static_cast<double>(w));
  std::printf("%a\n", static_cast<double>(neuron.bias()));
  return good;
}

// All of them, so that all weights are printed.
template <class T>
bool learns_by_all_methods() {
  const bool batch = learns<T>(adaline::Batch{}, 0.5);
  const bool online = learns<T>(adaline::Online{}, 0.0625);
  const bool mini_batch = learns<T>(adaline::MiniBatch{16}, 0.25);
  return batch && online && mini_batch;
}

}  // namespace

int main() {
  const bool of_float = learns_by_all_methods<float>();
  const bool of_double = learns_by_all_methods<double>();
  return of_float && of_double ? 0 : 1;
}
