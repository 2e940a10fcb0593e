// The largest eigenvalue of a matrix that is known by its products alone.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "least_squares/start_vector.hpp"

namespace adaline::trainers {

// Returns the norm before.
inline double set_norm(std::span<double> v, double norm) {
  double sum = 0;
  for (const double value : v) sum += value * value;
  const double before = std::sqrt(sum);
  for (double& value : v) value *= norm / before;
  return before;
}

// Of a matrix as NormalMatrix is one: X'X, with a column of ones in X where there is a bias. It comes from
// below: until the value changes by less than a millionth, 200 products at most. `largest`: no value of X is
// larger, and it is at least 1. Infinite or NaN where it overflows.
template <class Matrix>
double largest_eigenvalue_of(Matrix& matrix, bool with_bias, double largest) {
  constexpr int most = 200;
  constexpr double tolerance = 1e-6;
  // Products with vectors of this length stay in range as long as the samples do.
  const double norm = 1 / largest;
  std::vector<double> vector(matrix.size()), product(matrix.size());
  least_squares::set_start_vector(vector);
  vector.back() = with_bias ? 1 : 0;
  set_norm(vector, norm);
  double value = 0;
  for (int i = 0; i < most; ++i) {
    matrix.multiply(vector, product);
    const double before = value;
    value = set_norm(product, norm) / norm;
    if (!(value > 0) || !std::isfinite(value)) return value;
    std::swap(vector, product);
    if (std::fabs(value - before) <= tolerance * value) break;
  }
  return value;
}

}  // namespace adaline::trainers
