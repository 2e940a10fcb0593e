// One linear neuron: z = w . x + bias.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <adaline/matrix.hpp>

namespace adaline {

// T is float or double.
template <class T>
class Neuron {
 public:
  // Weights and bias are zero. Throws std::invalid_argument when features is 0.
  explicit Neuron(std::size_t features);

  std::span<T> weights() { return weights_; }
  std::span<const T> weights() const { return weights_; }
  T& bias() { return bias_; }
  const T& bias() const { return bias_; }

  // w . x + bias, with the bits that the other form gives for the same row. x has one element for each
  // weight, else std::invalid_argument. O(features).
  T predict(std::span<const T> x) const;

  // z[r] = w . X[r] + bias for each row. Sizes as in adaline::predict. O(rows * features).
  void predict(const MatrixView<T>& X, std::span<T> z) const;

  // One online step (the delta rule): e = target - predict(x), then w += (rate * e) x, and bias += rate * e
  // if learn_bias. Returns e. The bits of online_epoch() with one row. Sizes are checked, values are not.
  // Costs a row product and an axpy; allocates nothing.
  T learn(std::span<const T> x, T target, T rate, bool learn_bias = true);

 private:
  std::vector<T> weights_;
  T bias_ = 0;
};

extern template class Neuron<float>;
extern template class Neuron<double>;

}  // namespace adaline
