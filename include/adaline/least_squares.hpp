/// @file
/// The solution of a linear least-squares problem, with what statistics says about it.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace adaline {

/// What the library keeps to itself.
namespace least_squares {
struct Solution;
}

/// How far a solution can be trusted.
enum class SolutionQuality {
  /// All columns are used, and rounding leaves digits of the weights.
  full_rank,
  /// Some columns depend on others, by LeastSquares::dependency(). They have a weight of 0, and the loss is the
  /// least one there is. Other weights have the same loss.
  rank_deficient,
  /// Rounding may have changed the weights by more than a part in a thousand, LeastSquares::relative_error(),
  /// because columns are close to depending on each other. Columns may be left out besides.
  ill_conditioned
};

/// Weights and a bias with the least `sum of s (t - w x - bias)^2 + ridge |w|^2` over samples (x, t) with
/// weights s (1 where there are none), and what follows from them. The bias is not in the penalty, which is
/// that of scikit-learn's Ridge, alpha. Moments::solve() makes solutions.
///
/// A value that does not change: copies share what they hold. One that was moved from can be assigned to,
/// copied and destroyed; every other use of it is std::invalid_argument.
///
/// Columns that depend on columns before them, a constant one on the bias, are left out, as R's lm does: they
/// have a weight of 0, and dependent_columns() and dependency() name them. A column depends on others where its
/// part that they do not explain is no more than rounding of the moments. No column is left out of a problem
/// with a condition() up to 10^6, whatever the units of the columns are, unless its values differ from their
/// mean by less than 16 roundings of it, 2 parts in 10^15. What rounding may have done to the columns that are
/// used is said by quality(). A ridge of more than rounding keeps columns apart; beside one, those of one value
/// are left out, whose weight is 0 in any case.
///
/// - Notation: n samples, d features, W the sum of their weights; the rank is the number of columns that are
///   used, without the bias. A is `sum of s (x - mean)(x - mean)'` of the features, or `sum of s x x'` where no
///   bias is learned, of used columns.
/// - Units: a weight has the unit of the target divided by that of its feature; the bias, that of the target;
///   sums of squares and the variance, its square; the ridge, the square of that of features.
/// - Statistics: the variance, standard errors and covariances are those of ordinary least squares. They hold
///   for independent residuals of one variance (divided by the weight of a sample, where there are weights).
///   They are NaN, for not defined, with a ridge, without a degree of freedom, and for a column that is left
///   out.
/// - Bits: the arithmetic is in a written order, on the kernels of this library: all levels of a family (see
///   is_fused()) return the same bits for the same moments.
/// - Errors: functions throw std::invalid_argument where the object was moved from, and where it is said.
/// - Threads: several threads may call const functions of one object, and of its copies, at once.
/// - Memory: 8 (d + 1)^2 bytes where there are standard errors, as many where columns depend on others, and
///   some vectors of d elements.
/// - Cost: functions are O(1), except where it is said. To solve takes `d^3 / 6` multiply-adds, and as many for
///   standard errors, where they are defined, in one thread: 2 us for 5 features, 60 us for 100, 1.4 s for 4096
///   (Zen 5, AVX-512).
/// - Sources: Golub and Van Loan, "Matrix Computations", 4th edition (2013), 4.2, for the factor; Seber and
///   Lee, "Linear Regression Analysis", 2nd edition (2003), 3, for the statistics.
class LeastSquares {
 public:
  /// Takes what solve() computed; for the library itself.
  explicit LeastSquares(std::shared_ptr<const least_squares::Solution> solution) noexcept;
  /// Shares what the other one holds. O(1).
  LeastSquares(const LeastSquares& other) noexcept;
  /// Shares what the other one holds. O(1).
  LeastSquares& operator=(const LeastSquares& other) noexcept;
  /// Takes what the other one holds. O(1).
  LeastSquares(LeastSquares&& other) noexcept;
  /// Takes what the other one holds. O(1).
  LeastSquares& operator=(LeastSquares&& other) noexcept;
  /// Frees what no copy shares.
  ~LeastSquares();

  /// Returns the weights, one for each feature, 0 for a column that is left out. The span is valid as long as
  /// this object or a copy holds the solution.
  std::span<const double> weights() const;
  /// Returns the bias, `mean of t - w (mean of x)`; 0 where none is learned.
  double bias() const;
  /// Returns the ridge that the problem was solved with.
  double ridge() const;
  /// Returns whether a bias is learned.
  bool learns_bias() const;
  /// Returns n, the number of samples with a weight that is not 0.
  double samples() const;

  /// Returns how many columns are used; the bias is not counted.
  std::size_t rank() const;
  /// Returns the columns that are left out, in rising order: d - rank() of them. The span is valid as that of
  /// weights() is.
  std::span<const std::size_t> dependent_columns() const;
  /// Says what a column that is left out is: `x_column ~ constant + sum of coefficients[k] x_k`, where only
  /// used columns before it have a coefficient that is not 0. A column of one value is its constant.
  /// Coefficients that should be 0 or 1 are so up to rounding, which is larger where the columns themselves are
  /// close to depending on each other.
  ///
  /// - Shapes: coefficients has an element for each feature. The constant is 0 where no bias is learned.
  /// - Errors: std::invalid_argument where the column is used, or there is no such column.
  /// - Cost: O(d^2). Nothing is allocated.
  void dependency(std::size_t column, std::span<double> coefficients, double& constant) const;

  /// Returns an estimate of the 2-norm condition number of the used columns, centred where a bias is learned
  /// and divided by their norms (with the ridge as rows below them): the square root of the ratio of the
  /// extreme eigenvalues of their matrix of correlations. 1 is orthogonal; without a used column it is 1.
  ///
  /// The eigenvalues come from 12 steps of the method of Lanczos: the estimate is exact for 12 columns, up to
  /// rounding, which takes part in it as in the weights, and beyond that not too large, and within a part in
  /// 100 in trials of up to 400.
  double condition() const;
  /// Returns how far the weights can be trusted.
  SolutionQuality quality() const;
  /// Returns an estimate of what rounding, of the moments and here, did to the weights: `|dv| / |v|` in the
  /// 2-norm with `v_j = w_j sqrt(A_jj)`, which does not depend on units. |v| is at least the residual standard
  /// deviation, so that weights of 0 have an error. A weight whose v_j is small beside |v| may have lost more
  /// of its own digits.
  ///
  /// It is `32 u sqrt(d + 1) (1 + sqrt(T) / |v|) / (least eigenvalue of the correlations)` with u = 2^-53 and T
  /// the total_sum_of_squares(): a bound to first order, where the moments are right to 32 u sqrt(d + 1) in the
  /// 2-norm once columns have the norm 1, and no bound for what rounding at its worst can do. In trials of 2 to
  /// 60 features, with condition numbers of 1 to 10^7 and moments that were summed in chains of 1024 samples,
  /// actual errors were 0.002 to 0.95 of it.
  double relative_error() const;

  /// Returns `sum of s e^2` of the residuals `e = t - w x - bias`, the residual sum of squares (RSS); no
  /// penalty is in it.
  ///
  /// It is the pivot of the target in the factor of the moments, less the penalty. One that is no more than `32
  /// u sqrt(d + 1) (T + |v|^2)`, in the notation of relative_error(), is rounding, and is returned as 0: the
  /// fit is exact as far as the moments can tell, r2() is 1, and standard errors are 0. One that is a thousand
  /// times that has three digits. Where the fit is so close, residuals of the samples themselves say more.
  double residual_sum_of_squares() const;
  /// Returns T, the total sum of squares `sum of s (t - mean of t)^2`, or about 0, `sum of s t^2`, where no
  /// bias is learned. It is 0 for targets of one value and a bias.
  double total_sum_of_squares() const;
  /// Returns n - rank, and one less where a bias is learned. It may be negative; with a ridge it is NaN.
  double degrees_of_freedom() const;
  /// Returns the estimate of the variance of residuals, RSS / degrees_of_freedom(). NaN where it is not
  /// defined.
  double residual_variance() const;
  /// Returns R2, 1 - RSS / T, about the mean or, where no bias is learned, about 0, as R's summary.lm does. NaN
  /// where T is 0.
  double r2() const;
  /// Returns the adjusted R2, `1 - (1 - r2) (n - 1) / degrees_of_freedom()`, with n in place of n - 1 where no
  /// bias is learned. NaN where it is not defined.
  double adjusted_r2() const;
  /// Returns the standard error of each weight, `sqrt(residual_variance() (inverse of A)_jj)`. NaN where it is
  /// not defined. The span is valid as that of weights() is.
  std::span<const double> standard_errors() const;
  /// Returns the standard error of the bias, `sqrt(residual_variance() (1 / W + m' (inverse of A) m))` with the
  /// means m of the features. NaN where it is not defined, or no bias is learned.
  double bias_standard_error() const;
  /// Returns the covariance of the estimates of two weights; the index d stands for the bias. NaN where it is
  /// not defined, or no bias is learned. covariance(j, j) is the square of a standard error, up to its
  /// rounding.
  ///
  /// - Errors: std::invalid_argument for an index of more than d.
  /// - Cost: O(d).
  double covariance(std::size_t j, std::size_t k) const;

 private:
  const least_squares::Solution& solution() const;
  std::shared_ptr<const least_squares::Solution> solution_;
};

}  // namespace adaline
