// The seam: whose digits docs/accuracy.md holds beside those of others.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace adaline::bench {

// The bias and its standard error come first, where one is learned.
struct Fit {
  std::vector<double> coefficients, standard_errors;
};

struct LeastSquaresSolver {
  std::string_view name;  // the heading of its column
  // Of x row by row, without a column of ones. None where it takes columns for dependent.
  std::function<std::optional<Fit>(const double* x, const double* y, std::size_t rows, std::size_t cols,
                                   bool learn_bias)>
      solve;
};

// The one function to change once the library has least squares.
LeastSquaresSolver least_squares_solver();

}  // namespace adaline::bench
