// Online: one step for each sample, the delta rule.
#pragma once

#include "../kernels/loss_sum.hpp"
#include "run.hpp"

namespace adaline::trainers {

template <class T>
std::size_t steps_per_epoch(const Run<T>& run, const Online&) {
  return run.samples.features.rows;
}

// Rows first .. first + count - 1; returns the last error.
template <class T>
T online_rows(Run<T>& run, std::size_t first, std::size_t count, kernels::LossSum<T>& loss) {
  run.steps += count;
  return run.kernels.online_epoch(run.rows(first, count), run.samples.targets.data() + first,
                                  run.weights.data(), &run.bias, static_cast<T>(run.options.learning_rate),
                                  run.options.learn_bias, &loss);
}

template <class T>
EpochEnd train_epoch(Run<T>& run, const Online&) {
  const std::size_t n = run.samples.features.rows;
  const std::size_t d = run.samples.features.cols;
  const T rate = static_cast<T>(run.options.learning_rate);
  kernels::LossSum<T> loss;
  T error = 0;
  run.save();
  if (!run.traced()) {
    error = online_rows(run, 0, n, loss);
  } else {
    for (std::size_t i = 0; i < n; ++i) {
      error = online_rows(run, i, 1, loss);
      if (!run.is_finite()) break;
      const std::span<const T> x(run.rows(i, 1).data, d);
      if (!run.show_step(rate * error, x, T(1), error, run.requested_loss())) {
        return EpochEnd::stopped_by_observer;
      }
    }
  }
  run.epoch_loss = half(loss);
  if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
    run.restore();
    return EpochEnd::not_finite;
  }
  const std::span<const T> last(run.rows(n - 1, 1).data, d);
  return run.converged(rate * error, last, T(1)) ? EpochEnd::converged : EpochEnd::done;
}

}  // namespace adaline::trainers
