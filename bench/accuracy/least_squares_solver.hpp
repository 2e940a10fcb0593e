// Whose digits of least squares docs/accuracy.md holds beside those of others.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace adaline::bench {

// The bias and its standard error come first, where one is learned.
struct Fit {
  std::vector<double> coefficients, standard_errors;  // of the latter there may be none
  bool is_doubtful = false;                           // as the solver itself says
};

struct LeastSquaresSolver {
  std::string_view name;  // the heading of its column
  // Of x row by row, without a column of ones. None where it takes columns for dependent.
  std::function<std::optional<Fit>(const double* x, const double* y, std::size_t rows, std::size_t cols,
                                   bool learn_bias)>
      solve;
};

// The library's: Moments::solve(), and train() by Exact.
std::vector<LeastSquaresSolver> least_squares_solvers();

}  // namespace adaline::bench
