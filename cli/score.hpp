// How well predictions fit.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>

namespace adaline::cli {

// Taken up sample by sample, in double.
class Score {
 public:
  void add(double target, double prediction) {
    const double error = target - prediction;
    squared_error_ += error * error;
    absolute_error_ += std::fabs(error);
    // Welford's sum of squared differences to the mean.
    ++count_;
    const double difference = target - mean_;
    mean_ += difference / static_cast<double>(count_);
    target_squares_ += difference * (target - mean_);
  }

  std::size_t count() const { return count_; }

  // Whether no sum has overflowed.
  bool is_finite() const { return std::isfinite(squared_error_) && std::isfinite(target_squares_); }

  double rmse() const { return std::sqrt(squared_error_ / static_cast<double>(count_)); }
  double mae() const { return absolute_error_ / static_cast<double>(count_); }

  // 1 - sum of (t - z)^2 / sum of (t - mean t)^2: the share of the targets' variance that the predictions
  // explain. None where all targets are equal.
  std::optional<double> r2() const {
    return target_squares_ > 0 ? std::optional(1 - squared_error_ / target_squares_) : std::nullopt;
  }

 private:
  std::size_t count_ = 0;
  double squared_error_ = 0;
  double absolute_error_ = 0;
  double mean_ = 0;
  double target_squares_ = 0;
};

}  // namespace adaline::cli
