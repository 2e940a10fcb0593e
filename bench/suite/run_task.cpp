#include "bench/suite/run_task.hpp"

#include <adaline/train.hpp>

#include <algorithm>
#include <vector>

#include "goldens/cases/level_in_use.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;
using cases::Work;

constexpr std::size_t epochs = 200;

// Features have a mean square of about 0.6, and next to no covariance.
constexpr double rate = 1;

template <class T>
void train_once(const kernels::Level& level, const std::vector<T>& start, Operands<T>& o) {
  const cases::LevelInUse in_use(level);
  Neuron<T> neuron(start);
  (void)train(neuron, {o.view(), {o.targets, o.shape.rows}}, Batch{},
              {.learning_rate = rate, .epochs = epochs});
  std::ranges::copy(neuron.weights(), o.weights);
  o.bias = neuron.bias();
}

template <class T>
void descend(const kernels::Functions<T>& kernels, const std::vector<T>& start, Operands<T>& o) {
  const T step = static_cast<T>(rate / static_cast<double>(o.shape.rows));
  std::ranges::copy(start, o.weights);
  o.bias = 0;
  for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
    T bias_descent = 0;
    kernels.residual_gradient(o.view(), o.targets, o.weights, o.bias, o.cols_out, &bias_descent);
    kernels.axpy(step, o.cols_out, o.weights, o.shape.cols);
    o.bias += step * bias_descent;
  }
  std::fill_n(o.cols_out, o.shape.cols, T(0));  // scratch alone
}

template <class T>
Repeat prepare(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  const std::vector<T> start(o.weights, o.weights + o.shape.cols);
  if (const kernels::Level* const level = implementation.level()) {
    return [level, start, &o](std::size_t times) {
      for (std::size_t i = 0; i < times; ++i) train_once(*level, start, o);
    };
  }
  return [functions = implementation.functions<T>(), start, &o](std::size_t times) {
    for (std::size_t i = 0; i < times; ++i) descend(functions, start, o);
  };
}

// The least that there is: each sample is read once, and multiplied with itself.
template <class T>
Work work_of_run(Shape s) {
  return {s.rows * (s.cols + 1) * sizeof(T), 0, s.rows * kernels::triangle_row(s.cols + 2)};
}

}  // namespace

template <class T>
Task<T> run_task() {
  Task<T> task{"train_batch_200", true, nullptr, 1, &work_of_run<T>, &prepare<T>, "residual_gradient"};
  task.takes = Takes::run;
  task.tolerance = sizeof(T) == sizeof(float) ? 1e-4 : 1e-9;
  task.multiply_add_size = sizeof(double);
  return task;
}

template Task<float> run_task();
template Task<double> run_task();

}  // namespace adaline::bench
