#include <adaline/least_squares.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/kernels.hpp"
#include "least_squares/solution.hpp"

namespace adaline {

using least_squares::Solution;
using least_squares::undefined;

LeastSquares::LeastSquares(std::shared_ptr<const Solution> solution) noexcept
    : solution_(std::move(solution)) {}

LeastSquares::LeastSquares(const LeastSquares&) noexcept = default;
LeastSquares& LeastSquares::operator=(const LeastSquares&) noexcept = default;
LeastSquares::LeastSquares(LeastSquares&&) noexcept = default;
LeastSquares& LeastSquares::operator=(LeastSquares&&) noexcept = default;
LeastSquares::~LeastSquares() = default;

const Solution& LeastSquares::solution() const {
  if (solution_ == nullptr) [[unlikely]]
    kernels::refuse("solution", "it was moved from");
  return *solution_;
}

std::span<const double> LeastSquares::weights() const { return solution().weights; }
double LeastSquares::bias() const { return solution().bias; }
double LeastSquares::ridge() const { return solution().ridge; }
bool LeastSquares::learns_bias() const { return solution().learns_bias; }
double LeastSquares::samples() const { return solution().samples; }

std::size_t LeastSquares::rank() const { return solution().rank; }
std::span<const std::size_t> LeastSquares::dependent_columns() const { return solution().dependent_columns; }

void LeastSquares::dependency(std::size_t column, std::span<double> coefficients, double& constant) const {
  const Solution& s = solution();
  kernels::check_size("coefficients", coefficients.size(), s.weights.size(), "one for each feature");
  if (!std::ranges::binary_search(s.dependent_columns, column)) {
    kernels::refuse("column", std::to_string(column) + ", is not one of those that are left out");
  }
  s.cholesky->coefficients(column, coefficients.first(column));
  std::ranges::fill(coefficients.subspan(column), 0.0);
  constant = s.means[column] -
             kernels::active_kernels<double>().dot(coefficients.data(), s.means.data(), s.means.size());
}

double LeastSquares::condition() const { return solution().condition; }
SolutionQuality LeastSquares::quality() const { return solution().quality; }
double LeastSquares::relative_error() const { return solution().relative_error; }

double LeastSquares::residual_sum_of_squares() const { return solution().statistics.residual_sum_of_squares; }
double LeastSquares::total_sum_of_squares() const { return solution().statistics.total_sum_of_squares; }
double LeastSquares::degrees_of_freedom() const { return solution().statistics.degrees_of_freedom; }
double LeastSquares::residual_variance() const { return solution().statistics.residual_variance; }
double LeastSquares::r2() const { return solution().statistics.r2; }
double LeastSquares::adjusted_r2() const { return solution().statistics.adjusted_r2; }

std::span<const double> LeastSquares::standard_errors() const { return solution().standard_errors; }
double LeastSquares::bias_standard_error() const { return std::sqrt(solution().bias_variance); }

double LeastSquares::covariance(std::size_t j, std::size_t k) const {
  const Solution& s = solution();
  const std::size_t d = s.weights.size();
  for (const std::size_t index : {j, k}) {
    if (index > d) {
      kernels::refuse("index",
                      std::to_string(index) + ", must be at most " + std::to_string(d) + ", that of the bias");
    }
  }
  if (!s.inverse) return undefined;
  const std::size_t first = std::min(j, k), second = std::max(j, k);
  if (first == d) return s.bias_variance;
  if (std::isnan(s.standard_errors[first])) return undefined;
  const double variance = s.statistics.residual_variance;
  if (second == d) return s.learns_bias ? -variance * s.inverse_means[first] : undefined;
  if (std::isnan(s.standard_errors[second])) return undefined;
  return variance * s.inverse->product(first, second);
}

}  // namespace adaline
