// Full batch: an epoch is one step on the mean of all samples.
#pragma once

#include "trainers/run.hpp"

namespace adaline::trainers {

template <class T, class Kernels>
std::size_t steps_per_epoch(const Run<T, Kernels>&, const Batch&) {
  return 1;
}

template <class T, class Kernels>
EpochEnd train_epoch(Run<T, Kernels>& run, const Batch&) {
  const std::size_t n = run.samples.features.rows;
  run.save();
  run.epoch_loss = run.descend();
  if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
    run.restore();
    return EpochEnd::not_finite;
  }
  const T factor = run.mean_rate(n);
  if (run.traced() && !run.show_step(factor, run.descent, run.bias_descent, {}, run.epoch_loss)) {
    return EpochEnd::stopped_by_observer;
  }
  return run.converged(factor, run.descent, run.bias_descent) ? EpochEnd::converged : EpochEnd::done;
}

}  // namespace adaline::trainers
