// What statistics says of a least-squares solution, as R's summary of lm does.
#pragma once

#include <adaline/least_squares.hpp>

#include <optional>
#include <string>
#include <vector>

namespace adaline::cli {

// Numbers are NaN where they are not defined: with a ridge, without a degree of freedom, and of a column that
// is left out.
struct Coefficient {
  double estimate = 0;
  double standard_error = 0;
  double t_value = 0;
  double p_value = 0;  // of the hypothesis that it is 0
  double lower = 0;    // the ends of the confidence interval
  double upper = 0;
};

struct Regression {
  static constexpr double confidence = 0.95;

  std::optional<Coefficient> bias;  // none where none is learned
  std::vector<Coefficient> weights;
  double residual_standard_error = 0;
  double degrees_of_freedom = 0;
  double r2 = 0;  // about 0 where no bias is learned
  double adjusted_r2 = 0;
  double f_statistic = 0;  // of the hypothesis that all weights are 0
  double f_degrees_of_freedom = 0;
  double f_p_value = 0;
};

Regression regression(const LeastSquares& solution);

}  // namespace adaline::cli
