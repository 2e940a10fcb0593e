// How strongly the loss of samples curves, which decides how large a learning rate may be.
#pragma once

#include <adaline/workers.hpp>

#include "kernels/drivers/row_source.hpp"
#include "trainers/distant_samples.hpp"

namespace adaline::trainers {

// The largest eigenvalue of X'X, with a column of ones in X where there is a bias to learn. By power iteration,
// which comes from below: until the value changes by less than a millionth, 200 passes over x at most. Infinite
// or NaN where it overflows.
template <class T>
double largest_eigenvalue(const kernels::RowSource<T>& x, bool with_bias, Workers* workers);

// The same of samples that are not read here.
template <class T>
double largest_eigenvalue(const DistantSamples<T>& samples, bool with_bias);

// The largest |x|^2 of a row, and 1 more where there is a bias to learn: that eigenvalue of the row alone.
template <class T>
double largest_square(const kernels::RowSource<T>& x, bool with_bias);

// The largest eigenvalue of X'X/count, of that block of `size` rows in a row where it is largest; count is
// `size`, or what there is in the last block.
template <class T>
double largest_block_curvature(const kernels::RowSource<T>& x, std::size_t size, bool with_bias,
                               Workers* workers);

}  // namespace adaline::trainers
