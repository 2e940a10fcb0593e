// The gradient of the loss by the moments of the samples, which are not read for it.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <adaline/moments.hpp>

#include "kernels/definition/order.hpp"
#include "least_squares/access.hpp"

namespace adaline::trainers {

template <class T>
class MomentsGradient {
 public:
  explicit MomentsGradient(Moments moments)
      : moments_(std::move(moments)), weights_(moments_.features()), descent_(moments_.features()) {}

  const Moments& moments() const { return moments_; }

  // 1/2 sum of e^2. O(d^2).
  double loss(std::span<const T> w, T bias) const {
    return moments_.loss(std::vector<double>(w.begin(), w.end()), static_cast<double>(bias));
  }

  // A bound of the rounding of loss(), in O(d). A sum of squares or products about the means is within gamma
  // times what Cauchy and Schwarz say of it, gamma = (1024 + ..) u for chains of so many and a tree of them.
  double rounding_of_loss(std::span<const T> w, T bias) const {
    const std::size_t d = w.size();
    const auto deviation = [&](std::size_t j) {
      return std::sqrt(least_squares::squares_about_mean(moments_, j));
    };
    double deviations = deviation(d);
    double error_of_means = moments_.target_mean() - static_cast<double>(bias);
    double terms_of_means = std::fabs(moments_.target_mean()) + std::fabs(static_cast<double>(bias));
    for (std::size_t j = 0; j < d; ++j) {
      const double weight = static_cast<double>(w[j]);
      const double of_mean = weight * moments_.feature_means()[j];
      deviations += std::fabs(weight) * deviation(j);
      error_of_means -= of_mean;
      terms_of_means += std::fabs(of_mean);
    }
    constexpr double u = std::numeric_limits<double>::epsilon() / 2;
    const double terms = static_cast<double>(d) + 64;
    const double gamma = (static_cast<double>(kernels::chunk_rows) + terms) * u;
    const double of_means = terms * u * terms_of_means;
    return gamma * deviations * deviations +
           moments_.total_weight() * of_means * (std::fabs(error_of_means) + of_means);
  }

  // As the kernel residual_gradient() gives them: the sums in double, and rounded to T at the end. O(d^2).
  double operator()(std::span<const T> w, T bias, std::span<T> descent, T& bias_descent) {
    for (std::size_t j = 0; j < w.size(); ++j) weights_[j] = static_cast<double>(w[j]);
    double of_bias = 0;
    const double loss = moments_.gradient(weights_, static_cast<double>(bias), descent_, of_bias);
    for (std::size_t j = 0; j < w.size(); ++j) descent[j] = static_cast<T>(descent_[j]);
    bias_descent = static_cast<T>(of_bias);
    return loss;
  }

 private:
  Moments moments_;
  std::vector<double> weights_, descent_;
};

}  // namespace adaline::trainers
