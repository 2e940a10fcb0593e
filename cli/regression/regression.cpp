#include "cli/regression/regression.hpp"

#include <cmath>
#include <cstddef>
#include <limits>

#include "cli/regression/distributions.hpp"

namespace adaline::cli {
namespace {

Coefficient coefficient(double estimate, double standard_error, double degrees_of_freedom, double quantile) {
  const double t = estimate / standard_error;
  return {.estimate = estimate,
          .standard_error = standard_error,
          .t_value = t,
          .p_value = p_value_of_t(t, degrees_of_freedom),
          .lower = estimate - quantile * standard_error,
          .upper = estimate + quantile * standard_error};
}

}  // namespace

Regression regression(const LeastSquares& solution) {
  const double degrees = solution.degrees_of_freedom(), variance = solution.residual_variance();
  const double quantile = t_quantile_of_both_sides(Regression::confidence, degrees);
  Regression result;
  if (solution.learns_bias()) {
    result.bias = coefficient(solution.bias(), solution.bias_standard_error(), degrees, quantile);
  }
  for (std::size_t j = 0; j < solution.weights().size(); ++j) {
    result.weights.push_back(
        coefficient(solution.weights()[j], solution.standard_errors()[j], degrees, quantile));
  }
  result.residual_standard_error = std::sqrt(variance);
  result.degrees_of_freedom = degrees;
  result.r2 = solution.r2();
  result.adjusted_r2 = solution.adjusted_r2();
  const auto rank = static_cast<double>(solution.rank());
  const double explained = solution.total_sum_of_squares() - solution.residual_sum_of_squares();
  result.f_degrees_of_freedom = rank;
  result.f_statistic = rank > 0 ? explained / rank / variance : std::numeric_limits<double>::quiet_NaN();
  result.f_p_value = p_value_of_f(result.f_statistic, rank, degrees);
  return result;
}

}  // namespace adaline::cli
