// Online: one step for each sample, the delta rule.
#pragma once

#include "../kernels/loss_sum.hpp"
#include "../kernels/order.hpp"
#include "run.hpp"

namespace adaline::trainers {

template <class T>
std::size_t steps_per_epoch(const Run<T>& run, const Online&) {
  return run.samples.features.rows;
}

// Rows first .. first + count - 1, with the weights and the bias at hand; returns the last error.
template <class T>
T online_rows(const Run<T>& run, std::size_t first, std::size_t count, T* weights, T* bias,
              kernels::LossSum<T>& loss, T* errors) {
  return run.kernels.online_epoch(run.rows(first, count), run.samples.targets.data() + first, weights, bias,
                                  run.mean_rate(1), run.options.learn_bias, &loss, errors);
}

// How many rows the kernel takes at a time. Epochs in pieces of so many have the bits of whole ones.
template <class T>
std::size_t rows_at_a_time(std::size_t features) {
  return features == 1 ? kernels::segmented_rows<T> : kernels::online_block<T>(features);
}

// An epoch that shows every step: the kernel goes ahead by a block, and what it did there is shown step by step.
template <class T>
class TracedEpoch {
 public:
  explicit TracedEpoch(Run<T>& run) : run_(run), ahead_(run.scratch) {
    std::ranges::copy(run.weights, ahead_.begin());
  }

  EpochEnd train(kernels::LossSum<T>& loss, T& last_error) {
    const std::size_t n = run_.samples.features.rows;
    const std::size_t block = rows_at_a_time<T>(ahead_.size());
    for (std::size_t first = 0; first < n; first += block) {
      const std::size_t count = std::min(block, n - first);
      T bias = run_.bias;
      last_error = online_rows(run_, first, count, ahead_.data(), &bias, loss, errors_);
      for (std::size_t k = 0; k < count; ++k) {
        if (!std::isfinite(errors_[k])) return EpochEnd::not_finite;
        take_step(first + k, errors_[k]);
        // The kernel has the last word: it does not go from sample to sample where there is one feature.
        if (k + 1 == count) {
          std::ranges::copy(ahead_, run_.weights.begin());
          run_.bias = bias;
        }
        if (!run_.is_finite()) return EpochEnd::not_finite;
        if (!show(first + k, errors_[k])) return EpochEnd::stopped_by_observer;
      }
    }
    return EpochEnd::done;
  }

 private:
  std::span<const T> row(std::size_t i) const { return {run_.rows(i, 1).data, ahead_.size()}; }

  void take_step(std::size_t i, T error) {
    const T step = run_.mean_rate(1) * error;
    run_.kernels.axpy(step, row(i).data(), run_.weights.data(), run_.weights.size());
    if (run_.options.learn_bias) run_.bias += step;
    ++run_.steps;
  }

  bool show(std::size_t i, T error) {
    return run_.show_step(run_.mean_rate(1) * error, row(i), T(1), error, run_.requested_loss());
  }

  Run<T>& run_;
  std::span<T> ahead_;  // the weights where the kernel is
  T errors_[kernels::segmented_rows<T>];
};

template <class T>
EpochEnd train_epoch(Run<T>& run, const Online&) {
  const std::size_t n = run.samples.features.rows;
  kernels::LossSum<T> loss;
  T error = 0;
  run.save();
  if (!run.traced()) {
    error = online_rows<T>(run, 0, n, run.weights.data(), &run.bias, loss, nullptr);
    run.steps += n;
  } else {
    const EpochEnd end = TracedEpoch<T>(run).train(loss, error);
    if (end == EpochEnd::stopped_by_observer) return end;
  }
  run.epoch_loss = half(loss);
  if (!std::isfinite(run.epoch_loss) || !run.is_finite()) {
    run.restore();
    return EpochEnd::not_finite;
  }
  const std::span<const T> last(run.rows(n - 1, 1).data, run.weights.size());
  return run.converged(run.mean_rate(1) * error, last, T(1)) ? EpochEnd::converged : EpochEnd::done;
}

}  // namespace adaline::trainers
