/// @file
/// The kernels that go over samples, for samples whose rows must be gathered: stored by columns, or chosen
/// by an order. They return the bits of kernels.hpp for the same rows in a Matrix.
///
/// The rules of kernels.hpp hold here as well, but for these:
///
/// - Errors: an order that names a row that is not there is a std::invalid_argument, which names the place and
///   the number.
/// - Memory: rows are packed into memory that is allocated in each call, and std::bad_alloc is thrown where
///   there is none, before anything is written: once, or for each thread of the workers. It holds 256 KB of
///   rows, or 64 rows where these are more; for a loss and a gradient 1024 rows; and a copy of the targets
///   where an order chooses them. A single column is not packed.
/// - Cost: O(rows * cols). docs/performance.md says how much the packing costs.
#pragma once

#include <span>

#include <adaline/gathered.hpp>
#include <adaline/kernels.hpp>

namespace adaline {

/// Computes the neuron's output for each row: `z[r] = sum over c of X(r, c) * w[c], plus bias`.
///
/// - Shapes: w has X.cols() elements, and z has X.rows().
void predict(const GatheredRows<float>& X, std::span<const float> w, float bias, std::span<float> z,
             Workers* workers = nullptr);
/// The same in double.
void predict(const GatheredRows<double>& X, std::span<const double> w, double bias, std::span<double> z,
             Workers* workers = nullptr);

/// Returns the squared loss, `1/2 * sum of e^2` with `e = t - z` and z as predict() gives it.
///
/// - Shapes: w has an element for each column of the features.
double squared_loss(const GatheredSamples<float>& s, std::span<const float> w, float bias,
                    Workers* workers = nullptr);
/// The same in double.
double squared_loss(const GatheredSamples<double>& s, std::span<const double> w, double bias,
                    Workers* workers = nullptr);

/// Computes the negative gradient of the squared loss, and returns that loss: `descent[c] = sum of e * x_c` and
/// `bias_descent = sum of e` over all samples.
///
/// - Shapes: w and descent have an element for each column of the features.
double residual_gradient(const GatheredSamples<float>& s, std::span<const float> w, float bias,
                         std::span<float> descent, float& bias_descent, Workers* workers = nullptr);
/// The same in double.
double residual_gradient(const GatheredSamples<double>& s, std::span<const double> w, double bias,
                         std::span<double> descent, double& bias_descent, Workers* workers = nullptr);

/// Does one epoch of the delta rule: for each sample in order `e = t - z`, then `w[c] += (rate * e) * x_c`, and
/// `bias += rate * e` if learn_bias. Writes e of each sample to `errors`, unless it is empty.
///
/// - Shapes: w has an element for each column of the features; `errors` is empty, or has one for each row.
/// - Aliasing: w and bias are read and changed in place. They must not overlap the samples or each other.
OnlineEpoch<float> online_epoch(const GatheredSamples<float>& s, std::span<float> w, float& bias, float rate,
                                bool learn_bias, std::span<float> errors = {});
/// The same in double.
OnlineEpoch<double> online_epoch(const GatheredSamples<double>& s, std::span<double> w, double& bias,
                                 double rate, bool learn_bias, std::span<double> errors = {});

}  // namespace adaline
