// Whether a run diverges though its numbers are finite still: seen in the losses of its epochs alone, early.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <variant>

#include <adaline/train.hpp>

#include "trainers/target_moments.hpp"

namespace adaline::trainers {

// Three rules, on E(k) = 1/2 sum of e^2 in epoch k, each residual taken before its own update. C is the loss
// of the best constant (of the bias as it is, where it is not learned), d the squared distance of the start
// from that constant, and mu the rate of a single sample: rate, rate/size or rate/n.
//
//   1. Batch: E(k) > 2 E(1). At a stable rate (mu times the largest eigenvalue of X'X under 2) the loss of
//      gradient descent on a quadratic never rises, so that only rounding could be the reason; hence the
//      factor, and a millionth of C.
//   2. Online, MiniBatch: E(1) + .. + E(k) > d / mu + 4 k C, and E(k) > E(1) after the first epoch. Where mu
//      times the largest eigenvalue of a batch's X'X (|x|^2 of a sample) is at most 1, half of what is
//      stable, no data exceeds that. Residuals are e = p + v, with v those of any fixed weights, and the
//      squares of p sum up to d / mu + sum of v^2 at most (Hassibi, Sayed and Kailath, "H-infinity optimality
//      of the LMS algorithm", IEEE Transactions on Signal Processing 44, 1996; the proof holds for batches as
//      well); (p + v)^2 <= 2 p^2 + 2 v^2. At up to twice that rate, only runs exceed it that go on being
//      worse than four times the best constant.
//   3. E rose in ten epochs in a row: a thousandfold, or to more than twice what it was and 4 C. This sees
//      what begins far away, where a large bias is learned while another weight grows. A stable batch run has
//      no such epoch. Stable online epochs repeat one affine contraction, whose loss rises like a small power
//      of k where it rises.
//
// Rates that are chosen automatically go down, which the second rule does not know, and are at most half of
// what is stable: it is not asked about them.
//
// So a batch run at a stable rate is never taken for a diverging one; a run of the others at up to half of it
// never by the first two rules, and by the third only where many weights cancel each other at the start.
template <class T>
class Growth {
 public:
  Growth(const TargetMoments& targets, std::size_t samples, std::span<const T> weights, T bias,
         const Method& method, const TrainOptions& options, double rate)
      : is_batch_(std::holds_alternative<Batch>(method)), is_automatic_(options.learning_rate == automatic) {
    const double start = static_cast<double>(bias);
    double distance = 0;
    for (const T w : weights) distance += static_cast<double>(w) * static_cast<double>(w);
    constant_loss_ = targets.deviations / 2;
    if (options.learn_bias) {
      distance += (start - targets.mean) * (start - targets.mean);
    } else {
      const double difference = start - targets.mean;
      constant_loss_ += static_cast<double>(samples) * difference * difference / 2;
    }

    // What rounding leaves of predictions that are right: a thousand units in the last place of the targets;
    // and what is denormal, as a float or as a square.
    const double units = 1024 * static_cast<double>(std::numeric_limits<T>::epsilon());
    const double smallest = static_cast<double>(std::numeric_limits<T>::min());
    rounding_ = std::fmax(targets.squares / 2 * units * units, 1e-6 * constant_loss_) +
                static_cast<double>(samples) * std::fmax(smallest * smallest, 1e-290);

    std::size_t divisor = is_batch_ ? samples : 1;
    if (const auto* mini_batch = std::get_if<MiniBatch>(&method)) divisor = mini_batch->size;
    allowance_ = distance * static_cast<double>(divisor) / rate;
  }

  // After each epoch, with its loss. True: the run diverges.
  bool shows(double loss) {
    ++epochs_;
    if (epochs_ == 1) first_ = loss;
    if (epochs_ > 1 && loss > last_ && loss > rounding_) {
      ++rises_;
    } else {
      rises_ = 0;
      before_rise_ = std::fmax(loss, rounding_);
    }
    last_ = loss;
    sum_ += loss;
    if (rises_ >= 10 && loss > 2 * before_rise_) {
      if (loss > 1000 * before_rise_ || loss > 4 * (constant_loss_ + rounding_)) return true;
    }
    if (is_batch_) return is_above_start(loss);
    if (is_automatic_) return false;
    // A float run that stagnates, as no step changes a weight, stays where it is: that is not this.
    if (epochs_ > 1 && loss <= first_) return false;
    return sum_ > allowance_ + 4 * epochs_ * (constant_loss_ + rounding_);
  }

  // Batch: the loss at the weights that the run ends with, which no epoch has seen.
  bool ends_above_start(double loss) const { return is_batch_ && epochs_ > 0 && is_above_start(loss); }

 private:
  bool is_above_start(double loss) const { return loss > 2 * first_ + rounding_; }

  bool is_batch_;
  bool is_automatic_;
  double constant_loss_ = 0;
  double rounding_ = 0;   // a loss that may be rounding alone
  double allowance_ = 0;  // for the way from the start to the best constant
  double first_ = 0;
  double last_ = 0;
  double sum_ = 0;
  double epochs_ = 0;
  double before_rise_ = 0;  // the loss that the last rise began from
  int rises_ = 0;           // epochs in a row with more than the one before
};

}  // namespace adaline::trainers
