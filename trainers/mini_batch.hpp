// Mini-batch: one step for each `size` consecutive samples, on their mean.
#pragma once

#include "trainers/run.hpp"

namespace adaline::trainers {

template <class T, class Kernels>
std::size_t steps_per_epoch(const Run<T, Kernels>& run, const MiniBatch& method) {
  const std::size_t rows = run.samples.features.rows;
  const bool short_one = run.options.keep_last_batch && rows % method.size != 0;
  return rows / method.size + (short_one ? 1 : 0);
}

// Calls step(first, count) for each batch of an epoch until it returns false. Returns the last count.
template <class F>
std::size_t for_batches(std::size_t rows, std::size_t size, bool keep_last, F step) {
  std::size_t first = 0;
  for (; size <= rows - first; first += size) {
    if (!step(first, size)) return size;
  }
  if (!keep_last || first == rows) return size;
  step(first, rows - first);
  return rows - first;
}

// One epoch. `watch(count)` sees each step after it was made; what it returns other than `done` ends the
// epoch.
template <class T, class Kernels, class Watch>
EpochEnd make_steps(Run<T, Kernels>& run, const MiniBatch& method, Watch watch) {
  EpochEnd end = EpochEnd::done;
  run.epoch_loss = 0;
  const auto step = [&](std::size_t first, std::size_t count) {
    run.epoch_loss += run.descend(first, count);
    end = watch(count);
    return end == EpochEnd::done;
  };
  const std::size_t last =
      for_batches(run.samples.features.rows, method.size, run.options.keep_last_batch, step);
  if (end != EpochEnd::done) return end;
  return run.converged(run.mean_rate(last), run.descent, run.bias_descent) ? EpochEnd::converged : end;
}

// Looks at every step: goes back to its start if it was the failing one, else shows it to the observer.
template <class T, class Kernels>
EpochEnd watched_epoch(Run<T, Kernels>& run, const MiniBatch& method) {
  run.save();
  return make_steps(run, method, [&](std::size_t count) {
    if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
      run.restore();
      return EpochEnd::not_finite;
    }
    run.save();
    const bool go_on = !run.traced() || run.show_step(run.mean_rate(count), run.descent, run.bias_descent, {},
                                                      run.requested_loss());
    return go_on ? EpochEnd::done : EpochEnd::stopped_by_observer;
  });
}

template <class T, class Kernels>
EpochEnd train_epoch(Run<T, Kernels>& run, const MiniBatch& method) {
  if (run.traced()) return watched_epoch(run, method);
  run.save();
  const EpochEnd end = make_steps(run, method, [](std::size_t) { return EpochEnd::done; });
  if (std::isfinite(run.epoch_loss) && run.is_finite()) return end;
  // Once more, step by step, to find the failing one: same bits, and no step pays for the watch.
  run.restore();
  return watched_epoch(run, method);
}

}  // namespace adaline::trainers
