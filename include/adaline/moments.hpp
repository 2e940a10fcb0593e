/// @file
/// The second moments of samples: all that linear least squares needs to know of them. They are a value, which
/// is added to, merged, saved, and solved.
#pragma once

#include <cstddef>
#include <iosfwd>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>

#include <adaline/gathered.hpp>
#include <adaline/least_squares.hpp>
#include <adaline/matrix.hpp>
#include <adaline/train.hpp>
#include <adaline/workers.hpp>

namespace adaline {

namespace least_squares {
struct MomentsAccess;
}

/// The number and the weight of samples, the means of their features and target, and the products of what
/// differs from these means, as accumulate_moments() computes them. Their size does not depend on the number of
/// samples.
///
/// Samples are added in pieces of any size: how they are cut changes no bit. Sums are in double for samples of
/// both types, and float samples have the moments of the same numbers in double.
///
/// A **part** is what was added to one object. merge() puts the parts of another object behind those of this
/// one, and the order in which parts are merged is all that decides about the bits: it does not matter which
/// thread, program or machine made a part, or when. What is added after a merge begins a new part. Many parts
/// are better folded by MomentsFold.
///
/// - Notation: x are the features of a sample, t its target, s its weight (1 where none are given), W the sum
///   of s, n the number of samples whose weight is not 0.
/// - Copies: a value. One that was moved from can be assigned to and destroyed; every other use of it is
///   std::invalid_argument.
/// - Bits: the same at every level of a family (see is_fused()). An object keeps the level that was in use when
///   it was made.
/// - Errors: std::invalid_argument, which names the argument and the numbers, where sizes do not match;
///   std::bad_alloc where there is no memory.
/// - Threads: several threads may call const functions of one object at once, and all others only while no
///   other thread uses it. Different objects share nothing.
/// - Memory: 4 d^2 bytes for each level of the tree of chunks of 1024 samples, `log2(n / 1024)`, and 8 KB for
///   each feature.
/// - Sources: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
///   variances", COMPSTAT 1982.
class Moments {
 public:
  /// The moments of no samples, of so many features.
  ///
  /// - Errors: std::invalid_argument where features is more than can be addressed, or ADALINE_ISA names no
  ///   level that can run.
  explicit Moments(std::size_t features);

  /// Copies all moments.
  Moments(const Moments& other);
  /// Copies all moments. When there is no memory it throws std::bad_alloc and changes nothing.
  Moments& operator=(const Moments& other);
  /// Takes what the other object holds. O(1).
  Moments(Moments&& other) noexcept;
  /// Takes what the other object holds. O(1).
  Moments& operator=(Moments&& other) noexcept;
  /// Frees the memory.
  ~Moments();

  /// Adds samples behind those that are there, with a weight for each of them where `weights` is not empty.
  /// Where there are workers and enough samples, each of their threads adds some: that changes no bit.
  ///
  /// - Shapes: as many columns as features(), a target for each row, and as many weights, or none.
  /// - Values: weights are finite and not negative. A sample of weight w counts as w samples in all sums, and
  ///   as one in samples(), or none where w is 0.
  /// - Errors: std::invalid_argument for a weight that is not, before anything is added; and for a feature or a
  ///   target that is not finite, by its row and column: then the samples in front of that row have been added.
  /// - Memory: with workers, for the time of the call, a triangle of 4 d^2 bytes for each of up to 4 times as
  ///   many pieces as there are threads, and each thread's own scratch memory and tree.
  /// - Cost: O(rows * d^2).
  void add(const Samples<float>& samples, std::span<const float> weights = {}, Workers* workers = nullptr);
  /// The same in double.
  void add(const Samples<double>& samples, std::span<const double> weights = {}, Workers* workers = nullptr);
  /// The same of samples whose rows must be gathered; sample i has weight i.
  void add(const GatheredSamples<float>& samples, std::span<const float> weights = {},
           Workers* workers = nullptr);
  /// The same in double.
  void add(const GatheredSamples<double>& samples, std::span<const double> weights = {},
           Workers* workers = nullptr);

  /// Puts the samples of `behind` behind those of this object, which may be the same object. Names that only
  /// one of them has are kept.
  ///
  /// - Errors: std::invalid_argument where the numbers of features differ, or the names of a column. Then
  ///   nothing has changed.
  /// - Cost: O(d^2), for each level of the trees of both.
  void merge(const Moments& behind);

  /// Returns d, the number of features. O(1).
  std::size_t features() const;
  /// Returns n, the number of samples with a weight that is not 0. O(1).
  double samples() const;
  /// Returns W, the sum of the weights of all samples; without weights it is samples().
  double total_weight() const;

  /// Returns the weighted mean of each feature; 0 without samples. The span is valid until the object changes.
  std::span<const double> feature_means() const;
  /// Returns the weighted mean of the target; 0 without samples.
  double target_mean() const;
  /// Returns the covariance of two columns, `sum of s (y_j - mean_j)(y_k - mean_k) / (W - 1)`; the index d
  /// stands for the target. NaN where W is not more than 1.
  ///
  /// - Errors: std::invalid_argument for an index of more than d.
  double covariance(std::size_t j, std::size_t k) const;

  /// Returns the squared loss `1/2 * sum of s e^2`, `e = t - z`, of a neuron with these weights and this bias.
  ///
  /// It is computed from the moments: its rounding is in proportion to u times the loss of the best constant,
  /// and to what the weights make of the features, so that a fit that is nearly exact has fewer digits.
  ///
  /// - Shapes: weights has d elements.
  /// - Cost: O(d^2).
  double loss(std::span<const double> weights, double bias) const;
  /// Computes the negative gradient of that loss, as residual_gradient() does: `descent[c] = sum of s e x_c`
  /// and `bias_descent = sum of s e`. Returns the loss.
  ///
  /// - Shapes: weights and descent have d elements, which must not overlap.
  /// - Cost: O(d^2), and at the first call after a change what joins the tree. Else nothing is allocated.
  double gradient(std::span<const double> weights, double bias, std::span<double> descent,
                  double& bias_descent) const;

  /// Returns the largest eigenvalue of `sum of s x x'`, with a 1 behind the features where a bias is learned:
  /// the curvature of the loss along the direction where it is largest. By power iteration, from below, until
  /// it changes by less than a part in 10^9, or 1000 times. O(d^2) for each of them.
  double largest_eigenvalue(bool learn_bias = true) const;

  /// Returns the largest learning rate at which a method is stable in the mean square, with R the mean of `x
  /// x'` (and the 1 of a bias), lambda its largest eigenvalue and tr its trace, the mean of |x|^2:
  ///
  /// - Batch: `2 / lambda`, as largest_stable_rate() has it: at a larger rate training diverges.
  /// - Online: `2 / tr`; MiniBatch of b: `2 b / (tr + (b - 1) lambda)`. These hold on average: single samples
  ///   may be longer than others, for whom largest_stable_rate() must look at each.
  ///
  /// Infinite where all features are 0 and no bias is learned, or there are no samples.
  ///
  /// - Errors: std::invalid_argument for a batch of size 0, and for Exact, which has no rate.
  ///
  /// - Sources: Widrow and Stearns, "Adaptive Signal Processing" (1985), chapter 6; Ma, Bassily and Belkin,
  ///   "The power of interpolation", ICML 2018.
  double largest_stable_rate(const Method& method, bool learn_bias = true) const;

  /// Returns the weights and the bias with the least `sum of s e^2 + ridge |w|^2`, with what statistics says of
  /// them.
  ///
  /// - Errors: std::invalid_argument for a ridge that is negative or not finite; without samples; and where
  ///   sums have overflowed.
  /// - Cost: O(d^3). A path of ridges is a call for each of them: no sample is read again.
  LeastSquares solve(double ridge = 0, bool learn_bias = true) const;

  /// Gives the columns names, which are copied, saved and merged, and are in messages. O(d).
  ///
  /// - Shapes: a name for each feature.
  void set_names(std::span<const std::string_view> features, std::string_view target);
  /// Returns whether there are names. O(1).
  bool has_names() const;
  /// Returns the name of a column; the index d stands for the target. Empty without names. The text is valid
  /// until names are set or the object is gone.
  ///
  /// - Errors: std::invalid_argument for an index of more than d.
  std::string_view name(std::size_t column) const;

  /// Writes all that this object holds, so that load() gives an object that goes on with the same bits. The
  /// format is the same on all machines (little-endian); docs/files.md describes it.
  ///
  /// - Errors: std::runtime_error where the stream does not take it.
  void save(std::ostream& to) const;
  /// Reads what save() wrote, and nothing behind it.
  ///
  /// - Errors: std::runtime_error, which says why, for a stream that ends too early, that holds something else,
  ///   that is damaged (by its checksum), or that a later version of the library wrote.
  static Moments load(std::istream& from);

 private:
  friend struct least_squares::MomentsAccess;
  class State;
  std::unique_ptr<State> state_;
  State& state() const;
  explicit Moments(std::unique_ptr<State> state);
};

/// Trains a neuron by Batch on the moments of samples, which are not read: each epoch is O(d^2), whatever their
/// number, and they may be on other machines. It is what BatchStrategy::normal_equation does once it has the
/// moments; the loss at the end is that of Moments::loss(). TrainOptions::threads and workers are not looked
/// at.
///
/// - Errors: those of train(); std::invalid_argument for moments of no samples, of another number of features
///   than the neuron has weights, or of samples with weights. Samples that are not finite were refused by
///   Moments::add(); where sums have overflowed, the run is a diverging one.
/// - Bits: those of the moments and the options. A training by normal_equation on the samples has other bits
///   where the samples were cut into several parts, and in its loss.
/// - Cost: O(d^2) for each epoch, and O(d^3) where there is a tolerance.
template <class T>
TrainResult train(Neuron<T>& neuron, const Moments& moments, const TrainOptions& options = {},
                  const std::type_identity_t<Observer<T>>& observer = {});

// Both are compiled in the library.
extern template TrainResult train(Neuron<float>&, const Moments&, const TrainOptions&, const Observer<float>&);
extern template TrainResult train(Neuron<double>&, const Moments&, const TrainOptions&,
                                  const Observer<double>&);

/// Returns the mean squared error of predictions for samples that were not learned from: each fold's by the
/// solution of all others, `sum over folds of (sum of s e^2) / W`, W that of all folds. It is exactly that of a
/// cross-validation that trains anew for each fold, and no sample is read.
///
/// - Shapes: at least two folds, of as many features.
/// - Errors: std::invalid_argument for fewer, and where Moments::solve() or Moments::merge() throws it.
/// - Threads: thread-safe.
/// - Cost: O(folds^2 d^2 + folds d^3).
double cross_validation_error(std::span<const Moments> folds, double ridge = 0, bool learn_bias = true);

}  // namespace adaline
