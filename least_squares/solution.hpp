// What LeastSquares holds.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include <adaline/least_squares.hpp>

#include "least_squares/cholesky.hpp"
#include "least_squares/inverse.hpp"

namespace adaline::least_squares {

inline constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// Of the fit as a whole, as LeastSquares has them.
struct Statistics {
  double residual_sum_of_squares = 0;
  double total_sum_of_squares = 0;
  double degrees_of_freedom = undefined;
  double residual_variance = undefined;
  double r2 = undefined;
  double adjusted_r2 = undefined;
};

struct Solution {
  std::vector<double> means;  // of the features; 0 where no bias is learned
  std::vector<double> weights;
  double bias = 0;
  double ridge = 0;
  bool learns_bias = true;
  double samples = 0;
  double weight = 0;

  std::size_t rank = 0;
  std::vector<std::size_t> dependent_columns;
  std::optional<Cholesky> cholesky;  // where columns depend on others

  double condition = 1;
  double relative_error = 0;
  SolutionQuality quality = SolutionQuality::full_rank;

  Statistics statistics;
  std::optional<TransposedInverse> inverse;  // where there are standard errors
  std::vector<double> standard_errors;
  std::vector<double> inverse_means;  // inverse of A times means, for a bias with a standard error
  double bias_variance = undefined;
};

}  // namespace adaline::least_squares
