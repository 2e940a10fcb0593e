// The gradient of the loss by the moments of the samples, which are not read for it.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include <adaline/moments.hpp>

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
