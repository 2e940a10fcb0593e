// The least-squares optimum, as a training of one step.
#pragma once

#include <adaline/workers.hpp>

#include "kernels/drivers/row_source.hpp"
#include "trainers/run.hpp"

namespace adaline::trainers {

// Weights and bias with the least sum of e^2 + ridge |w|^2. Where rounding of the moments may show, the
// residuals of the samples themselves are fitted again, and what comes of it is added (iterative refinement;
// Higham, "Accuracy and Stability of Numerical Algorithms", 2nd edition, 2002, chapter 20). NaN where sums
// overflow.
struct ExactWeights {
  std::vector<double> weights;
  double bias = 0;
};
template <class T>
ExactWeights exact_weights(const kernels::SampleSource<T>& samples, double ridge, bool learn_bias, double bias,
                           Workers* workers);

template <class T, class Kernels>
std::size_t steps_per_epoch(const Run<T, Kernels>&, const Exact&) {
  return 1;
}

template <class T, class Kernels>
EpochEnd train_epoch(Run<T, Kernels>& run, const Exact& method) {
  run.save();
  const ExactWeights exact = exact_weights<T>(run.samples, method.ridge, run.options.learn_bias,
                                              static_cast<double>(run.bias), run.workers);
  const std::vector<T> before = run.weights;
  const T bias_before = run.bias;
  for (std::size_t j = 0; j < before.size(); ++j) run.weights[j] = static_cast<T>(exact.weights[j]);
  if (run.options.learn_bias) run.bias = static_cast<T>(exact.bias);
  ++run.steps;
  run.epoch_loss = run.loss();
  if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
    run.restore();
    return EpochEnd::not_finite;
  }
  for (std::size_t j = 0; j < before.size(); ++j) run.descent[j] = run.weights[j] - before[j];
  if (run.traced() && !run.show_step(T(1), run.descent, run.bias - bias_before, {}, run.epoch_loss)) {
    return EpochEnd::stopped_by_observer;
  }
  return EpochEnd::converged;
}

extern template ExactWeights exact_weights(const kernels::SampleSource<float>&, double, bool, double, Workers*);
extern template ExactWeights exact_weights(const kernels::SampleSource<double>&, double, bool, double,
                                           Workers*);

}  // namespace adaline::trainers
