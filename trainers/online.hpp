// Online: one step for each sample, the delta rule.
#pragma once

#include "kernels/drivers/half.hpp"
#include "trainers/run.hpp"

namespace adaline::trainers {

template <class T, class Kernels>
std::size_t steps_per_epoch(const Run<T, Kernels>& run, const Online&) {
  return run.samples.features.rows;
}

// Samples first .. first + count - 1 of the epoch, with the weights and the bias at hand; returns the last
// error.
template <class T, class Kernels>
T online_samples(const Run<T, Kernels>& run, const Samples<T>& samples, T* weights, T* bias,
                 kernels::LossSum<T>& loss, T* errors) {
  return run.kernels.online_epoch(samples.features, samples.targets.data(), weights, bias, run.mean_rate(1),
                                  run.options.learn_bias, &loss, errors);
}

// An epoch that shows every step: the kernel goes ahead by a block, and what it did there is shown step by
// step.
template <class T, class Kernels>
class TracedEpoch {
 public:
  explicit TracedEpoch(Run<T, Kernels>& run) : run_(run), ahead_(run.descent) {
    std::ranges::copy(run.weights, ahead_.begin());
  }

  EpochEnd train(kernels::LossSum<T>& loss, T& last_error) {
    const std::size_t n = run_.samples.features.rows;
    const std::size_t block = rows_at_a_time<T>(Online{}, ahead_.size());
    for (std::size_t first = 0; first < n; first += block) {
      const std::size_t count = std::min(block, n - first);
      const Samples<T> samples = run_.order.take(first, count);
      T bias = run_.bias;
      last_error = online_samples(run_, samples, ahead_.data(), &bias, loss, errors_);
      for (std::size_t k = 0; k < count; ++k) {
        if (!std::isfinite(errors_[k])) return EpochEnd::not_finite;
        const std::span<const T> x(samples.features.data + k * samples.features.row_stride, ahead_.size());
        take_step(x, errors_[k]);
        // The kernel has the last word: it does not go from sample to sample where there is one feature.
        if (k + 1 == count) {
          std::ranges::copy(ahead_, run_.weights.begin());
          run_.bias = bias;
        }
        if (!run_.is_finite()) return EpochEnd::not_finite;
        if (!show(x, errors_[k])) return EpochEnd::stopped_by_observer;
      }
    }
    return EpochEnd::done;
  }

 private:
  void take_step(std::span<const T> x, T error) {
    const T step = run_.mean_rate(1) * error;
    run_.kernels.axpy(step, x.data(), run_.weights.data(), run_.weights.size());
    if (run_.options.learn_bias) run_.bias += step;
    ++run_.steps;
  }

  bool show(std::span<const T> x, T error) {
    return run_.show_step(run_.mean_rate(1) * error, x, T(1), error, run_.requested_loss());
  }

  Run<T, Kernels>& run_;
  std::span<T> ahead_;  // the weights where the kernel is; online learning has no descent
  T errors_[kernels::segmented_rows<T>];
};

// An epoch that shows no step: at once, or piece by piece where rows are shuffled. Returns the last error.
template <class T, class Kernels>
T whole_epoch(Run<T, Kernels>& run, kernels::LossSum<T>& loss) {
  const std::size_t n = run.samples.features.rows;
  const std::size_t piece = run.order.is_copied() ? run.order.piece_rows() : n;
  T error = 0;
  T* const no_errors = nullptr;
  for (std::size_t first = 0; first < n; first += piece) {
    const Samples<T> samples = run.order.take(first, std::min(piece, n - first));
    error = online_samples(run, samples, run.weights.data(), &run.bias, loss, no_errors);
  }
  run.steps += n;
  return error;
}

template <class T, class Kernels>
EpochEnd train_epoch(Run<T, Kernels>& run, const Online&) {
  const std::size_t n = run.samples.features.rows;
  kernels::LossSum<T> loss;
  T error = 0;
  run.save();
  if (!run.traced()) {
    error = whole_epoch(run, loss);
  } else {
    const EpochEnd end = TracedEpoch<T, Kernels>(run).train(loss, error);
    if (end == EpochEnd::stopped_by_observer) return end;
  }
  run.epoch_loss = half(loss);
  if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
    run.restore();
    return EpochEnd::not_finite;
  }
  const std::span<const T> last(run.order.take(n - 1, 1).features.data, run.weights.size());
  return run.converged(run.mean_rate(1) * error, last, T(1)) ? EpochEnd::converged : EpochEnd::done;
}

}  // namespace adaline::trainers
