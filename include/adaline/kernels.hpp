// The arithmetic of a linear neuron, vectorised for the CPU at hand.
//
// What each function returns is defined by a written order of operations (kernels/reference.hpp), not by
// the width of the machine's registers: every level with fused multiply-add returns identical bits, for
// every size, alignment and stride.
//
// All of them:
//   - check sizes and throw std::invalid_argument, which names the argument and the numbers;
//   - do not check values: infinities and NaN propagate by the rules of IEEE 754;
//   - accept empty input: a sum of nothing is 0;
//   - need outputs that do not overlap inputs or each other, except where it is said;
//   - are thread-safe, and allocate nothing, except where it is said.
#pragma once

#include <cstddef>
#include <span>

#include <adaline/matrix.hpp>

namespace adaline {

// sum of x[i] * y[i]. x and y have the same size and may be the same array. O(n).
//
// Products are added up in T, in 64 lanes of float or 32 of double. A lane that has grown to 2^24 (float) or
// 2^53 (double) times a product takes nothing of it any more: a float dot of ones ends at 64 * 2^24 = 2^30,
// however many there are, and loses digits long before. For more than some millions of floats take double, or
// add up dots of pieces in double. The same holds for sum_of_squares (128 lanes: 2^31 ones) and a row of
// predict (16 lanes: 2^28 ones).
float dot(std::span<const float> x, std::span<const float> y);
double dot(std::span<const double> x, std::span<const double> y);

// y[i] += a * x[i], one multiply-add each. x and y have the same size and may be the same array. O(n).
void axpy(float a, std::span<const float> x, std::span<float> y);
void axpy(double a, std::span<const double> x, std::span<double> y);

// sum of x[i] * x[i]. In twice as many lanes as dot: the bits of dot(x, x) up to 256 bytes, another rounding of
// the same sum beyond. O(n).
float sum_of_squares(std::span<const float> x);
double sum_of_squares(std::span<const double> x);

// z[r] = sum over c of X(r, c) * w[c], plus bias. w has X.cols elements, z has X.rows. O(rows * cols).
void predict(const MatrixView<float>& X, std::span<const float> w, float bias, std::span<float> z);
void predict(const MatrixView<double>& X, std::span<const double> w, double bias, std::span<double> z);

// 1/2 * sum of e^2, with the residuals e = t - z and z as predict() gives it. The errors are in T, the sum
// is in double: the loss that residual_gradient() returns, bit for bit. w has as many elements as the
// samples have features. O(rows * cols).
double squared_loss(const Samples<float>& s, std::span<const float> w, float bias);
double squared_loss(const Samples<double>& s, std::span<const double> w, double bias);

// descent[c] = sum of e x_c and bias_descent = sum of e over all samples, with e = t - z: the direction to add
// to the weights, that is, minus the gradient of the loss. Returns the loss, 1/2 * sum of e^2. Reads the
// samples once. The sums are in T, those of 1024 samples at a time: what is lost in a float descent begins at
// 2^24 times the sum of so many. The loss is in double. descent has as many elements as w. Allocates that many
// elements once when there are more than 1024 samples, and may then throw std::bad_alloc. O(rows * cols).
// Widrow and Hoff, "Adaptive switching circuits", IRE WESCON Convention Record (1960).
double residual_gradient(const Samples<float>& s, std::span<const float> w, float bias,
                         std::span<float> descent, float& bias_descent);
double residual_gradient(const Samples<double>& s, std::span<const double> w, double bias,
                         std::span<double> descent, double& bias_descent);

// What one epoch of online learning saw.
template <class T>
struct OnlineEpoch {
  static_assert(is_element<T>, "adaline: T must be float or double");

  T last_error = 0;             // the residual of the last sample, before its update
  double prequential_loss = 0;  // 1/2 * sum of e^2, each residual taken before its own update
};

// One epoch of the delta rule (LMS): for each sample in order e = t - z, then w[c] += (rate * e) * x_c, and
// bias += rate * e if learn_bias. w is changed in place. O(rows * cols); allocates nothing.
//
// Rows are taken in blocks: with the weights w0 at a block's start and c_i = rate * e_i,
//   e_k = t_k - x_k w0 - bias0 - sum over i < k in the block of (x_k . x_i + 1) c_i   (without the 1 if not learn_bias),
// then w = w0 + sum of c_i x_i: the sequence of the delta rule, without a wait in each row. A block in which an error
// is not finite is done row by row. So n rows are the same mathematics as n calls of one row, and not the same bits: with
// rate * (|x|^2 + 1) <= 1, |x_c| <= 1 and B <= 16 rows in a block, w is within 4 n (cols + B + 4) u (max |t| + max |w|) of exact
// arithmetic, u = 2^-24 or 2^-53.
//
// Where targets fall silent, weights decay to denormal numbers, which take many times as long:
// ScopedFlushToZero (flush_to_zero.hpp) has the numbers, and ends that.
//
// Widrow and Hoff (1960), as above; Benesty and Duhamel, "A fast exact least mean square adaptive algorithm", IEEE
// Transactions on Signal Processing 40 (1992).
OnlineEpoch<float> online_epoch(const Samples<float>& s, std::span<float> w, float& bias, float rate,
                                bool learn_bias);
OnlineEpoch<double> online_epoch(const Samples<double>& s, std::span<double> w, double& bias, double rate,
                                 bool learn_bias);

}  // namespace adaline
