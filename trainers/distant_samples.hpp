// Samples that are not read here: other processes may have them, or several tables.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <span>
#include <type_traits>
#include <vector>

#include <adaline/train.hpp>

#include "trainers/target_moments.hpp"

namespace adaline::trainers {

// What residual_gradient() computes and returns, of all samples.
template <class T>
using GradientOf =
    std::function<double(std::span<const T> weights, T bias, std::span<T> descent, T& bias_descent)>;

template <class T>
double loss_by(const GradientOf<T>& gradient, std::span<const T> weights, T bias) {
  std::vector<T> unused(weights.size());
  T unused_of_bias = 0;
  return gradient(weights, bias, unused, unused_of_bias);
}

// What a batch training needs to know of them: O(features), and what they do to a vector. T is float or double.
template <class T>
struct DistantSamples {
  std::size_t rows = 0;
  std::vector<double> means;    // of the features
  std::vector<double> squares;  // sum of (x - mean)^2 of each
  TargetMoments targets;
  GradientOf<T> gradient;
  // product = X'X v, with a column of ones behind the features in X, and v rounded to T: as NormalMatrix has
  // it. It is no difference of two gradients, which would cancel where the targets are large.
  std::function<void(std::span<const double> v, std::span<double> product)> multiply;

  std::size_t features() const { return means.size(); }

  // No value of a feature is larger; at least 1, for a bias.
  double largest_value() const {
    double largest = 1;
    for (std::size_t j = 0; j < means.size(); ++j) {
      largest = std::max(largest, std::fabs(means[j]) + std::sqrt(squares[j]));
    }
    return largest;
  }
};

// As what power iteration and conjugate gradients read, beside SamplesInMemory (conjugate_gradients.hpp).
template <class T>
class DistantMatrix {
 public:
  DistantMatrix(const DistantSamples<T>& samples, bool with_bias) : samples_(samples), with_bias_(with_bias) {}

  std::size_t size() const { return samples_.features() + 1; }

  void multiply(std::span<const double> v, std::span<double> product) {
    samples_.multiply(v, product);
    if (!with_bias_) product.back() = 0;
  }

  double gradient(std::span<const T> weights, T bias, std::span<T> descent, T& bias_descent) {
    return samples_.gradient(weights, bias, descent, bias_descent);
  }

  double loss(std::span<const T> weights, T bias) { return loss_by<T>(samples_.gradient, weights, bias); }

 private:
  const DistantSamples<T>& samples_;
  bool with_bias_;
};

// Trains by Batch on the gradients of the samples. What gradient() and multiply() throw passes through, and
// leaves the neuron as it was. Otherwise as train() of samples.
template <class T>
TrainResult train(Neuron<T>& neuron, const DistantSamples<T>& samples, const TrainOptions& options,
                  const std::type_identity_t<Observer<T>>& observer = {});

}  // namespace adaline::trainers
