// How large a learning rate may be.
#pragma once

#include <adaline/train.hpp>

#include <cstddef>

namespace adaline::cli {

// The largest learning rate at which every step shrinks the distance to the weights that fit the samples:
// 2 / the largest eigenvalue of X'X/size, of the block of `size` samples where it is largest. X has a column of ones for
// a bias that is learned. For Batch the block is all samples, and at a larger rate training diverges; for
// MiniBatch the blocks are the batches; for Online the samples, where the eigenvalue is |x|^2.
// Found by power iteration, a few dozen passes over the samples at most. 0 where the values overflow.
template <class T>
double largest_stable_rate(const Samples<T>& samples, const Method& method, const TrainOptions& options);

// The feature of the largest root mean square.
struct LargestFeature {
  std::size_t column = 0;
  double root_mean_square = 0;
};
template <class T>
LargestFeature largest_feature(MatrixView<T> features);

}  // namespace adaline::cli
