// One linear neuron: z = w . x + bias.
#pragma once

#include <cstddef>
#include <span>

#include <adaline/matrix.hpp>

namespace adaline {

// T is float or double. A value: copied, moved, compared. A neuron that was moved from has no weights: it can
// be assigned to, copied and destroyed; to predict with it, or to train it, is std::invalid_argument. Threads:
// const functions of one neuron are safe from several at once, all others only while no other thread uses this
// neuron; different neurons never share anything.
template <class T>
class Neuron {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  // Weights and bias are zero. Throws std::invalid_argument when features is 0, or so many (as -1 is, for a
  // std::size_t) that they cannot be addressed, and std::bad_alloc when there is no memory. O(features).
  explicit Neuron(std::size_t features);

  // A neuron of these weights, which are copied, and this bias. Any values. Throws std::invalid_argument when
  // there are none, and std::bad_alloc when there is no memory. O(features).
  explicit Neuron(std::span<const T> weights, T bias = 0);

  // Copying may throw std::bad_alloc, and then changes nothing. Allocates, unless it is to a neuron of as many
  // features.
  Neuron(const Neuron& other);
  Neuron& operator=(const Neuron& other);
  Neuron(Neuron&&) noexcept = default;
  Neuron& operator=(Neuron&&) noexcept = default;
  ~Neuron() = default;

  // As many weights, all of them and the bias equal: 0 to -0 as well, a NaN to nothing. O(features).
  bool operator==(const Neuron& other) const;

  std::span<T> weights() { return {weights_.data(), weights_.cols()}; }
  std::span<const T> weights() const { return {weights_.data(), weights_.cols()}; }
  T& bias() { return bias_; }
  const T& bias() const { return bias_; }

  // w . x + bias, with the bits that the other form gives for the same row. x has one element for each
  // weight, else std::invalid_argument. O(features).
  T predict(std::span<const T> x) const;

  // z[r] = w . X[r] + bias for each row. Sizes as in adaline::predict. O(rows * features).
  void predict(const MatrixView<T>& X, std::span<T> z) const;

  // One online step (the delta rule): e = target - predict(x), then w += (rate * e) x, and bias += rate * e if
  // learn_bias. Returns e. The bits of online_epoch() with one row. Sizes are checked, values are not. Costs a
  // row product and an axpy; allocates nothing. Many times that where weights have decayed to denormal numbers,
  // as those of a filter do whose target falls silent: see ScopedFlushToZero.
  T learn(std::span<const T> x, T target, T rate, bool learn_bias = true);

 private:
  Matrix<T> weights_;  // one row
  T bias_ = 0;
};

extern template class Neuron<float>;
extern template class Neuron<double>;

}  // namespace adaline
