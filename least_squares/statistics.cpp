#include "least_squares/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "kernels/drivers/kernels.hpp"

namespace adaline::least_squares {

Statistics statistics(const Solution& solution, const Cholesky& l) {
  const auto kernels = kernels::active_kernels<double>();
  const std::size_t d = l.columns();
  Statistics result;
  result.total_sum_of_squares = l.square(d);
  // The pivot of the target's row is the least sum of squares with the penalty, and rounding changes it as it
  // changes those of columns. There is no cancellation as in T - w b, which loses the digits of large weights
  // twice.
  const double penalty =
      solution.ridge * kernels.sum_of_squares(solution.weights.data(), solution.weights.size());
  const double rounding =
      rounding_of_products(d) * (result.total_sum_of_squares + l.squared_size(solution.weights));
  const double residual = l.target_pivot() - penalty;
  result.residual_sum_of_squares = residual > rounding ? residual : 0;

  const double degrees_for_mean = solution.learns_bias ? 1 : 0;
  const double unexplained = result.residual_sum_of_squares / result.total_sum_of_squares;
  if (result.total_sum_of_squares > 0) result.r2 = 1 - unexplained;
  if (solution.ridge > 0) return result;
  result.degrees_of_freedom = solution.samples - static_cast<double>(solution.rank) - degrees_for_mean;
  if (!(result.degrees_of_freedom > 0)) return result;
  result.residual_variance = result.residual_sum_of_squares / result.degrees_of_freedom;
  if (result.total_sum_of_squares > 0) {
    result.adjusted_r2 = 1 - unexplained * ((solution.samples - degrees_for_mean) / result.degrees_of_freedom);
  }
  return result;
}

void add_standard_errors(Solution& solution, const Cholesky& l) {
  const std::size_t d = l.columns();
  solution.standard_errors.assign(d, undefined);
  const double variance = solution.statistics.residual_variance;
  if (std::isnan(variance)) return;
  const TransposedInverse& u = solution.inverse.emplace(l);
  for (std::size_t j = 0; j < d; ++j) {
    if (l.is_used(j)) solution.standard_errors[j] = std::sqrt(variance * u.product(j, j));
  }
  if (!solution.learns_bias) return;
  // The bias is mean_t - w mean_x, and the mean of the targets is independent of the weights.
  const auto kernels = kernels::active_kernels<double>();
  std::vector<double> scaled_means(d);
  u.multiply_transposed(solution.means, scaled_means);
  solution.inverse_means.resize(d);
  u.multiply(scaled_means, solution.inverse_means);
  solution.bias_variance =
      variance * (1 / solution.weight + kernels.dot(scaled_means.data(), scaled_means.data(), d));
}

}  // namespace adaline::least_squares
