/// @file
/// The arithmetic of a linear neuron, vectorised for the CPU at hand.
///
/// What each function returns is defined by a written order of operations (kernels/definition/functions.hpp),
/// not by the width of the machine's registers: every level with fused multiply-add returns identical bits, for
/// every size, alignment and stride.
///
/// These rules hold for all functions of this file, except where one says otherwise:
///
/// - Notation: X is the matrix of features with a row for each sample; x is one row of it and x_c one element
///   of a row; w are the weights (coefficients), bias is the intercept, t is a target, z a prediction and e = t
///   - z a residual.
/// - Units: a function takes numbers as they are. z, t, e and bias have the unit of the target, w[c] that unit
///   divided by the unit of feature c, and a loss the square of the target's unit.
/// - Values: they are not checked. Infinities and NaN propagate by the rules of IEEE 754.
/// - Empty input: it is accepted. A sum of nothing is 0.
/// - Aliasing: an output must not overlap an input or another output. Inputs may overlap each other.
/// - Errors: sizes are checked before anything is written. A wrong one, and a view that MatrixView does not
///   allow, is a std::invalid_argument that names the argument and the numbers. A bad ADALINE_ISA in the
///   environment is one, too: see active_isa().
/// - Threads: the functions are thread-safe, as long as no other thread writes what they read or uses what they
///   write. Those that take `workers` divide the samples among their threads, where there are enough of them
///   for it to be faster; the calling thread does all where workers is null. The results have the same bits for
///   any number of threads.
/// - Memory: nothing is allocated but what a function says. With workers it is allocated for each of their
///   threads, and beside it the results of about eight parts for each thread: a number each, of a gradient as
///   many elements as w has, and of moments what Moments::add() says.
#pragma once

#include <cstddef>
#include <span>

#include <adaline/matrix.hpp>
#include <adaline/workers.hpp>

namespace adaline {

/// Returns the dot product of two vectors, the sum of `x[i] * y[i]`.
///
/// Products are added up in the type of the arguments, in 64 lanes of float or 32 of double, 64 KB of each
/// vector at a time; the sums of such chunks are the leaves of a binary tree. So a product takes part in 256
/// additions of a lane, 6 of lanes, and as many as the tree is deep. The result is within `k u sum|x y|` of the
/// exact one, with `k = 263 + ceil(log2(chunks))` and u = 2^-24 for float and 2^-53 for double. A sum of ones
/// is as exact as its type, however many there are.
///
/// - Shapes: x and y have the same size n.
/// - Aliasing: x and y may be the same array.
/// - Cost: O(n).
float dot(std::span<const float> x, std::span<const float> y);
/// The same in double.
double dot(std::span<const double> x, std::span<const double> y);

/// Adds a multiple of a vector to another one: `y[i] += a * x[i]`, with one multiply-add for each element. The
/// name is that of the BLAS: "a x plus y".
///
/// - Shapes: x and y have the same size n.
/// - Aliasing: x and y may be the same array, but must not overlap in another way.
/// - Cost: O(n).
void axpy(float a, std::span<const float> x, std::span<float> y);
/// The same in double.
void axpy(double a, std::span<const double> x, std::span<double> y);

/// Returns the sum of `x[i] * x[i]`, which is the square of the Euclidean norm.
///
/// It is added up in twice as many lanes as dot(), and in the same chunks: up to 256 bytes it has the bits of
/// dot(x, x), beyond that it is another rounding of the same sum.
///
/// - Shapes: x has any size n.
/// - Cost: O(n).
float sum_of_squares(std::span<const float> x);
/// The same in double.
double sum_of_squares(std::span<const double> x);

/// Computes the neuron's output for each row of X: `z[r] = sum over c of X(r, c) * w[c], plus bias`.
///
/// A row is added up in the type of the arguments, in 16 lanes of float or 8 of double beyond 8 columns, and in
/// order up to 8. Rows of more than 64 KB are added up as the chunks of dot() are.
///
/// - Shapes: w has X.cols elements, and z has X.rows.
/// - Cost: O(rows * cols).
void predict(const MatrixView<float>& X, std::span<const float> w, float bias, std::span<float> z,
             Workers* workers = nullptr);
/// The same in double.
void predict(const MatrixView<double>& X, std::span<const double> w, double bias, std::span<double> z,
             Workers* workers = nullptr);

/// Returns the squared loss, `1/2 * sum of e^2` with `e = t - z` and z as predict() gives it. That is half the
/// residual sum of squares, not a mean.
///
/// The residuals are in the type of the arguments, and their squares are summed in double. The result is the
/// loss that residual_gradient() returns, bit for bit.
///
/// - Shapes: w has an element for each column of the features, and there is a target for each of their rows.
/// - Cost: O(rows * cols).
double squared_loss(const Samples<float>& s, std::span<const float> w, float bias, Workers* workers = nullptr);
/// The same in double.
double squared_loss(const Samples<double>& s, std::span<const double> w, double bias,
                    Workers* workers = nullptr);

/// Computes the negative gradient of the squared loss, and returns that loss: `descent[c] = sum of e * x_c` and
/// `bias_descent = sum of e` over all samples, with `e = t - z`; the result is `1/2 * sum of e^2`.
///
/// A step of gradient descent adds a multiple of the descent to the weights. The samples are read once. The
/// sums are in the type of the arguments, 1024 samples at a time; the sums of such chunks are the leaves of a
/// binary tree, so that none of them stops growing. The loss is summed in double, in the same tree.
///
/// - Shapes: w and descent have an element for each column of the features, and there is a target for each of
///   their rows.
/// - Errors: std::bad_alloc where the memory below is not there. Then nothing is written.
/// - Memory: n > 1024 samples take as many elements as w has, times the depth of the tree, which is
///   `log2(n / 1024)` rounded up. They are allocated once.
/// - Cost: O(rows * cols).
/// - Source: Widrow and Hoff, "Adaptive switching circuits", IRE WESCON Convention Record (1960).
double residual_gradient(const Samples<float>& s, std::span<const float> w, float bias,
                         std::span<float> descent, float& bias_descent, Workers* workers = nullptr);
/// The same in double.
double residual_gradient(const Samples<double>& s, std::span<const double> w, double bias,
                         std::span<double> descent, double& bias_descent, Workers* workers = nullptr);

/// What online_epoch() saw during one epoch.
template <class T>
struct OnlineEpoch {
  static_assert(is_element<T>, "adaline: T must be float or double");

  /// The residual of the last sample, before its update; 0 without samples.
  T last_error = 0;
  /// `1/2 * sum of e^2`, with each residual taken before its own update: the progressive, or a-priori, loss.
  double prequential_loss = 0;
};

/// Does one epoch of the delta rule, which is also called LMS, or stochastic gradient descent with one sample:
/// for each sample in order `e = t - z`, then `w[c] += (rate * e) * x_c`, and `bias += rate * e` if learn_bias.
///
/// Here the rate (step size, learning rate) multiplies e x once: what Widrow's books write as 2 mu is `rate`.
///
/// Rows are taken in blocks: with the weights w0 and the bias bias0 at a block's start and `c_i = rate * e_i`,
///
///     e_k = t_k - x_k . w0 - bias0 - sum over i < k in the block of (x_k . x_i + 1) * c_i
///
/// (without the 1 if not learn_bias), and then `w = w0 + sum of c_i x_i`. That is the sequence of the delta
/// rule, without a wait in each row. Many rows of one feature are taken as segments of 16 rows instead, which
/// run side by side. A block in which an error is not finite is done row by row.
///
/// So n rows are the same mathematics as n calls of one row, and not the same bits: with `rate * (|x|^2 + 1) <=
/// 1`, `|x_c| <= 1` and B <= 16 rows in a block, w is within `4 n (cols + B + 4) u (max |t| + max |w|)` of
/// exact arithmetic, where u is 2^-24 for float and 2^-53 for double.
///
/// Where targets fall silent, weights decay to denormal numbers, with which a step takes many times as long:
/// ScopedFlushToZero has the numbers, and ends that.
///
/// Writes e of each sample to `errors`, unless it is empty. In noise cancelling they are the output.
///
/// - Shapes: w has an element for each column of the features, and there is a target for each of their rows;
///   `errors` is empty, or has an element for each row.
/// - Aliasing: w and bias are read and changed in place. They must not overlap the samples or each other.
/// - Cost: O(rows * cols).
/// - Source: Widrow and Hoff, "Adaptive switching circuits", IRE WESCON Convention Record (1960), for the rule;
///   Benesty and Duhamel, "A fast exact least mean square adaptive algorithm", IEEE Transactions on Signal
///   Processing 40 (1992), for the blocks.
OnlineEpoch<float> online_epoch(const Samples<float>& s, std::span<float> w, float& bias, float rate,
                                bool learn_bias, std::span<float> errors = {});
/// The same in double.
OnlineEpoch<double> online_epoch(const Samples<double>& s, std::span<double> w, double& bias, double rate,
                                 bool learn_bias, std::span<double> errors = {});

/// Computes the means and the products of features and target, which are all that least squares needs to know
/// of samples, and returns `W`, the sum of their weights.
///
///     mean_c = sum of s y_c / W        products(j, k) = sum of s (y_j - mean_j) (y_k - mean_k)
///
/// over all samples, where y is a row of the features with the target behind it, and s is the weight of a
/// sample, 1 where `weights` is empty. `means` gets the means of these n = cols + 1 columns, and behind them
/// what rounding took from each, so that mean_c is `means[c] + means[n + c]`. `products` gets the lower
/// triangle, row after row: entry (j, k), k <= j, stands at `j (j + 1) / 2 + k`. The samples are read once.
/// class Moments does this piece by piece, and solves what follows.
///
/// All sums are in double for both types. 1024 samples at a time are moved by about their means before they are
/// multiplied, so that large means do not cancel digits away; the moments of such chunks are joined in a binary
/// tree. A product is within `(2000 + 4 log2(chunks)) u * sqrt(P_j P_k)` of the exact one, where u is 2^-53 and
/// P the products of j and k with themselves.
///
/// - Values: weights should not be negative. Where W is 0, all results are 0.
/// - Shapes: there is a target for each row of the features; `weights` is empty, or has an element for each
///   row; means has 2 n elements, and products n (n + 1) / 2.
/// - Errors: std::bad_alloc where the memory below is not there. Then nothing is written.
/// - Memory: up to 1024 doubles for each column, on each thread; for more than 1024 samples, triangles as well,
///   as many as the tree is deep, and one where threads divide fewer samples.
/// - Cost: O(rows * cols^2).
/// - Source: Chan, Golub and LeVeque, "Updating formulae and a pairwise algorithm for computing sample
///   variances", COMPSTAT 1982, for the joining.
double accumulate_moments(const Samples<float>& s, std::span<const float> weights, std::span<double> means,
                          std::span<double> products, Workers* workers = nullptr);
/// The same in double.
double accumulate_moments(const Samples<double>& s, std::span<const double> weights, std::span<double> means,
                          std::span<double> products, Workers* workers = nullptr);

}  // namespace adaline
