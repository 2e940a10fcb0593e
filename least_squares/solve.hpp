// Least squares from second moments.
#pragma once

#include <cstddef>

#include <adaline/least_squares.hpp>

namespace adaline::least_squares {

// Centred second moments of samples (x, t), each with a weight s (1 where there are none).
struct CentredMoments {
  std::size_t features;    // d
  double samples;          // rows with a weight that is not 0
  double weight;           // W = sum of s
  const double* means;     // d + 1: of the features, then of the target: sum of s x / W
  const double* products;  // the lower triangle, row after row (entry (j, k), k <= j, at j (j + 1) / 2 + k), of
                           // the (d + 1) x (d + 1) matrix sum of s (y - mean)(y - mean)', y = (x, t): features
                           // first, the target last
};

// The weights with the least `sum of s (t - w x - bias)^2 + ridge |w|^2`. Throws std::invalid_argument for a
// ridge that is negative or not finite, for moments of no sample, and for moments that are not finite, as those
// of samples that are not, or too large; std::bad_alloc.
LeastSquares solve(const CentredMoments& moments, double ridge, bool learn_bias);

}  // namespace adaline::least_squares
