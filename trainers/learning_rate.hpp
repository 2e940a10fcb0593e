// The rate of each epoch, where the options leave it to us.
#pragma once

#include <cmath>
#include <cstddef>
#include <optional>

#include <adaline/moments.hpp>
#include <adaline/train.hpp>
#include <adaline/workers.hpp>

#include "kernels/drivers/row_source.hpp"
#include "trainers/distant_samples.hpp"
#include "trainers/optimum.hpp"

namespace adaline::trainers {

// The rates of a run's epochs.
//
// Steps on a part of the samples never come to rest: at a rate r they keep the loss above that of the optimum
// by a share of r/(2 size) * sum of e^2 |x|^2 / sum of e^2 (the misadjustment of LMS; Widrow and Stearns,
// "Adaptive Signal Processing", 1985). So automatic rates of Online and MiniBatch go down, and slowly, so that
// they arrive: as first / sqrt(1 + epoch), whose sum has no bound. Where the tolerance says how far is enough,
// they go down to what leaves half of it to that noise, and stay there.
class LearningRate {
 public:
  static LearningRate fixed(double rate) { return {rate, rate}; }
  static LearningRate settling(double first, double last) { return {first, std::fmin(first, last)}; }

  double first() const { return first_; }
  double of_epoch(std::size_t epoch) const {
    if (first_ == last_) return first_;  // the root costs as much as an epoch of a dozen samples
    return std::fmax(last_, first_ / std::sqrt(static_cast<double>(1 + epoch)));
  }

 private:
  LearningRate(double first, double last) : first_(first), last_(last) {}

  double first_;
  double last_;
};

// What largest_stable_rate() returns, of checked samples; of those that are not read here by Batch.
template <class T>
double stable_rate(const kernels::RowSource<T>& x, const Method& method, bool learn_bias, Workers* workers);

template <class T>
double stable_rate(const DistantSamples<T>& samples, bool learn_bias);

// What Batch takes where the options leave the rate to us. 0 where the values overflow.
double automatic_batch_rate(double largest_stable_rate);

// The rates that the options ask for. `optimum`: where there is a tolerance; `moments`: of the samples, where
// they are known. Those of a first rate of 0 are for nobody.
template <class T>
LearningRate learning_rate(const kernels::RowSource<T>& x, const Method& method, const TrainOptions& options,
                           const std::optional<Optimum>& optimum, const Moments* moments, Workers* workers);

}  // namespace adaline::trainers
