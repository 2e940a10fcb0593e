// When a run has arrived, or will not arrive: seen after each epoch.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <variant>
#include <vector>

#include "trainers/optimum.hpp"
#include "trainers/run.hpp"

namespace adaline::trainers {

template <class T>
class Goal {
 public:
  // `optimum`: where there is a tolerance.
  Goal(const Run<T>& run, const Method& method, const std::optional<Optimum>& optimum)
      : run_(run), method_(method), optimum_(optimum) {
    remember();
  }

  // After each epoch of which none ended the run. What ends it now, if anything.
  std::optional<StopReason> after_epoch(Run<T>& run) {
    if (is_reached()) return StopReason::converged;
    const bool has_moved = is_elsewhere();
    remember();
    if (!has_moved) {
      if (is_at_rest()) return StopReason::converged;
      if (std::holds_alternative<Online>(method_) || run.keeps_remainders()) return StopReason::stagnated;
      run.keep_remainders();
      remember();
      return std::nullopt;
    }
    return is_out_of_patience() ? std::optional(StopReason::stagnated) : std::nullopt;
  }

  // The least-squares optimum's loss, where it was looked for and found.
  std::optional<double> optimum() const {
    return optimum_ && optimum_->is_certain ? std::optional(optimum_->loss) : std::nullopt;
  }

 private:
  static constexpr double usual_tolerance = 1e-6;  // where none was asked for

  bool is_reached() const {
    if (run_.options.tolerance == 0) return false;
    // That of an epoch is free. It is the loss itself (Batch: before the step), or one that lags behind.
    const double seen = run_.epoch_loss;
    if (std::holds_alternative<Batch>(method_)) return optimum_->is_reached(seen, run_.options.tolerance);
    if (!optimum_->is_reached(seen / 2, run_.options.tolerance)) return false;
    return optimum_->is_reached(run_.loss(), run_.options.tolerance);
  }

  // Where the run stands still: whether that is at the optimum.
  bool is_at_rest() {
    if (!optimum_) optimum_ = optimum_of_run();
    return optimum_->is_reached(run_.loss(), std::fmax(usual_tolerance, run_.options.tolerance));
  }

  Optimum optimum_of_run() const {
    if (run_.are_samples_elsewhere()) return run_.find_optimum();
    const Moments* const moments = run_.moments ? &run_.moments->moments() : nullptr;
    return find_optimum<T>(run_.samples, run_.options.learn_bias, run_.bias, moments, false, run_.workers);
  }

  bool is_elsewhere() const {
    return run_.bias != bias_ || !std::ranges::equal(run_.weights, weights_) ||
           !std::ranges::equal(run_.remainders(), remainders_);
  }

  void remember() {
    weights_ = run_.weights;
    bias_ = run_.bias;
    if (run_.keeps_remainders()) remainders_.assign(run_.remainders().begin(), run_.remainders().end());
  }

  // With epochs 65 .. 128, 129 .. 256 and so on as periods: whether one has ended that was no better than the
  // one before. Their means, since the losses of shuffled epochs differ. Automatic rates go down, and lower the
  // loss later.
  bool is_out_of_patience() {
    if (run_.options.tolerance == 0 || run_.options.learning_rate == automatic) return false;
    period_sum_ += run_.epoch_loss;
    if (run_.epoch < period_end_) return false;
    const double mean = period_sum_ / static_cast<double>(run_.epoch - period_begin_);
    const bool is_better = mean < last_mean_;
    last_mean_ = mean;
    period_sum_ = 0;
    period_begin_ = run_.epoch;
    period_end_ = 2 * run_.epoch;
    return !is_better;
  }

  const Run<T>& run_;
  Method method_;
  std::optional<Optimum> optimum_;
  std::vector<T> weights_;  // before the epoch
  T bias_ = 0;
  std::vector<T> remainders_;
  double period_sum_ = 0;
  std::size_t period_begin_ = 0;
  std::size_t period_end_ = 64;
  double last_mean_ = std::numeric_limits<double>::infinity();
};

}  // namespace adaline::trainers
