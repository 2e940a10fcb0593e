/// @file
/// One linear neuron, `z = w x + bias`: weights, a bias, a prediction, and a step of online learning.
#pragma once

#include <cstddef>
#include <span>

#include <adaline/kernels.hpp>
#include <adaline/matrix.hpp>
#include <adaline/workers.hpp>

namespace adaline {

template <class T>
class GatheredRows;

/// A linear neuron, which statistics calls a linear model: the weights are its coefficients, the bias is its
/// intercept. T is float or double.
///
/// A neuron is a value: it is copied, moved and compared. One that was moved from has no weights: it can be
/// assigned to, copied, compared and destroyed, and to predict with it or to train it is std::invalid_argument.
///
/// - Units: bias and predictions have the unit of the target, and weight c has that unit divided by the unit of
///   feature c.
/// - Values: they are not checked. Infinities and NaN propagate by the rules of IEEE 754.
/// - Errors: predict() and learn() throw std::invalid_argument, which names the argument and the numbers, where
///   sizes do not match or ADALINE_ISA names no level that can run (see active_isa()). Then nothing has
///   changed.
/// - Threads: several threads may call const functions of one neuron at once, and all others only while no
///   other thread uses this neuron. Different neurons never share anything.
template <class T>
class Neuron {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// A neuron of so many features, whose weights and bias are zero. O(features).
  ///
  /// - Errors: std::invalid_argument when features is 0, or more (as -1 is, for a std::size_t) than can be
  ///   addressed; std::bad_alloc when there is no memory.
  explicit Neuron(std::size_t features);

  /// A neuron of these weights, which are copied, and this bias. Any values will do. O(features).
  ///
  /// - Errors: std::invalid_argument when there are no weights, std::bad_alloc when there is no memory.
  explicit Neuron(std::span<const T> weights, T bias = 0);

  /// Copies weights and bias. O(features). Throws std::bad_alloc when there is no memory.
  Neuron(const Neuron& other);
  /// Copies weights and bias. O(features). It allocates, unless this neuron has as many features as the other.
  /// When there is no memory it throws std::bad_alloc and changes nothing.
  Neuron& operator=(const Neuron& other);
  /// Takes the weights of another neuron, which then has none. O(1).
  Neuron(Neuron&&) noexcept = default;
  /// Takes the weights of another neuron, which then has none. O(1).
  Neuron& operator=(Neuron&&) noexcept = default;
  /// Frees the weights.
  ~Neuron() = default;

  /// Returns whether both have as many weights, and all weights and the bias are equal. 0 is equal to -0, and a
  /// NaN is equal to nothing. O(features). It throws nothing.
  bool operator==(const Neuron& other) const;

  /// Returns the weights, an element for each feature, to be read or written. The span is valid until the
  /// neuron is assigned to, moved from or destroyed. O(1). It throws nothing.
  std::span<T> weights() { return {weights_.data(), weights_.cols()}; }
  /// Returns the same weights, for reading alone.
  std::span<const T> weights() const { return {weights_.data(), weights_.cols()}; }
  /// Returns the bias, to be read or written. O(1). It throws nothing.
  T& bias() { return bias_; }
  /// Returns the same bias, for reading alone.
  const T& bias() const { return bias_; }

  /// Returns `w x + bias` for one sample, with the bits that the other form gives for the same row.
  ///
  /// - Shapes: x has an element for each weight.
  /// - Cost: O(features). Nothing is allocated.
  T predict(std::span<const T> x) const;

  /// Computes `z[r] = w x + bias` for each row of X, as adaline::predict does.
  ///
  /// - Shapes: X has a column for each weight, and z an element for each row of X.
  /// - Aliasing: z must not overlap X or the weights.
  /// - Threads: `workers`, where there are any, share the rows; they change no bit.
  /// - Cost: O(rows * features). Nothing is allocated but for the workers.
  void predict(const MatrixView<T>& X, std::span<T> z, Workers* workers = nullptr) const;

  /// The same for rows that must be gathered (see gathered.hpp): stored by columns, or chosen by an order. They
  /// are packed into memory that is allocated; std::bad_alloc is thrown where there is none.
  void predict(const GatheredRows<T>& X, std::span<T> z, Workers* workers = nullptr) const;

  /// Makes one online step (the delta rule, LMS): `e = target - predict(x)`, then `w += (rate * e) x`, and
  /// `bias += rate * e` if learn_bias. Returns e, the residual before the update. It has the bits of
  /// online_epoch() with one row.
  ///
  /// The step shrinks the error of this sample where `rate * (|x|^2 + 1)` (without the 1 if not learn_bias) is
  /// between 0 and 2.
  ///
  /// - Shapes: x has an element for each weight.
  /// - Aliasing: x must not overlap the weights.
  /// - Cost: that of a row product and an axpy(). Nothing is allocated. A step takes many times as long where
  ///   weights have decayed to denormal numbers, as those of a filter do whose target falls silent: see
  ///   ScopedFlushToZero.
  /// - Source: Widrow and Hoff, "Adaptive switching circuits", IRE WESCON Convention Record (1960).
  T learn(std::span<const T> x, T target, T rate, bool learn_bias = true);

  /// Makes an online step on each of the samples, in their order, as online_epoch() does, and returns what it
  /// returns: the same mathematics as a call for each sample, several times as fast, and not the same bits.
  /// Writes the residual of each sample, before its update, to `errors`, unless it is empty.
  ///
  /// - Shapes: the features have a column for each weight; `errors` is empty, or has an element for each row.
  /// - Aliasing: the samples must not overlap the weights or `errors`.
  /// - Cost: O(rows * features). Nothing is allocated.
  OnlineEpoch<T> learn(const Samples<T>& samples, T rate, bool learn_bias = true, std::span<T> errors = {});

 private:
  Matrix<T> weights_;  // one row
  T bias_ = 0;
};

// Both are compiled in the library.
extern template class Neuron<float>;
extern template class Neuron<double>;

}  // namespace adaline
