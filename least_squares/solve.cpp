#include "least_squares/solve.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/kernels.hpp"
#include "least_squares/block.hpp"
#include "least_squares/condition.hpp"
#include "least_squares/solution.hpp"
#include "least_squares/statistics.hpp"

namespace adaline::least_squares {
namespace {

// As short as it can be read back: std::to_string(1e-9) is 0.000000.
std::string text(double value) {
  char digits[32];
  return {digits, std::to_chars(digits, digits + sizeof(digits), value).ptr};
}

std::string column_name(std::size_t j, std::size_t features) {
  return j == features ? "the target" : "feature " + std::to_string(j);
}

void check(const CentredMoments& moments, double ridge) {
  if (!(std::isfinite(ridge) && ridge >= 0)) {
    kernels::refuse("ridge", text(ridge) + ", must be finite and at least 0");
  }
  if (!(moments.samples > 0)) kernels::refuse("moments", "no sample, there must be at least one");
  if (!(std::isfinite(moments.weight) && moments.weight > 0)) {
    kernels::refuse("moments", "the weights of samples add up to " + text(moments.weight) +
                                   ", must be finite and more than 0");
  }
  for (std::size_t j = 0; j <= moments.features; ++j) {
    if (!std::isfinite(moments.means[j])) {
      kernels::refuse("moments", "the mean of " + column_name(j, moments.features) + " is " +
                                     text(moments.means[j]) + ", a sample is not finite or too large");
    }
  }
}

// What the squares of a column of one value add up to, about their mean, by rounding of the mean: it is right
// to a rounding for each level of the tree above chunks, 16 of which are 64 million samples.
double constant_square(const CentredMoments& moments, std::size_t j) {
  const double rounding = 16 * 0x1p-53 * moments.means[j];
  return moments.weight * (rounding * rounding);
}

// The symmetric matrix of products that is factored, in the lower triangle, and the target's row behind it. The
// row of a column of one value beside a bias is 0.
Matrix<double> normal_matrix(const CentredMoments& moments, double ridge, bool learn_bias) {
  const std::size_t d = moments.features, rows = d + 1;
  Matrix<double> a(rows, row_length(rows));
  const double* product = moments.products;
  for (std::size_t j = 0; j < rows; ++j) {
    const double scaled_mean = learn_bias ? 0 : moments.weight * moments.means[j];
    for (std::size_t k = 0; k <= j; ++k) {
      a(j, k) = *product++ + scaled_mean * moments.means[k];
      if (!std::isfinite(a(j, k))) {
        kernels::refuse("moments", "the products of " + column_name(k, d) + " and " + column_name(j, d) +
                                       " add up to " + text(a(j, k)) + ", a sample is not finite or too large");
      }
    }
    if (!(a(j, j) > (learn_bias ? constant_square(moments, j) : 0))) {
      std::fill_n(a.row(j).begin(), j + 1, 0.0);
    } else if (j < d) {
      a(j, j) += ridge;
    }
  }
  return a;
}

// How far rounding of the moments and of the factor may have changed the weights, to first order. With columns
// of norm 1, A w = b becomes C v = c, |c| <= sqrt(T), and errors of C and c are u of 1 and of sqrt(T) in size;
// so v changes by at most |inverse of C| (|v| + sqrt(T)) times that.
double relative_error(const Solution& solution, const Cholesky& l, double least_eigenvalue) {
  const double size = std::sqrt(l.squared_size(solution.weights));
  // Weights that are nothing but noise may happen to be 0; their standard errors are not, and none is less than
  // that of a column that stands alone.
  const double variance = solution.statistics.residual_variance;
  const double scale = std::isnan(variance) ? size : std::max(size, std::sqrt(variance));
  const double target = std::sqrt(solution.statistics.total_sum_of_squares);
  if (solution.rank == 0 || target == 0) return 0;
  return rounding_of_products(l.columns()) / least_eigenvalue * (1 + target / scale);
}

}  // namespace

LeastSquares solve(const CentredMoments& moments, double ridge, bool learn_bias) {
  check(moments, ridge);
  const std::size_t d = moments.features;
  auto solution = std::make_shared<Solution>();
  solution->ridge = ridge;
  solution->learns_bias = learn_bias;
  solution->samples = moments.samples;
  solution->weight = moments.weight;
  solution->means.assign(d, 0.0);
  if (learn_bias) std::copy_n(moments.means, d, solution->means.begin());

  Cholesky l(normal_matrix(moments, ridge, learn_bias));
  solution->rank = l.rank();
  for (std::size_t j = 0; j < d; ++j) {
    if (!l.is_used(j)) solution->dependent_columns.push_back(j);
  }
  solution->weights.resize(d);
  l.coefficients(d, solution->weights);
  if (learn_bias) {
    const auto kernels = kernels::active_kernels<double>();
    solution->bias = moments.means[d] - kernels.dot(solution->weights.data(), moments.means, d);
  }

  solution->statistics = statistics(*solution, l);
  add_standard_errors(*solution, l);
  const Spectrum eigenvalues = spectrum(l, solution->inverse ? &*solution->inverse : nullptr);
  solution->condition = std::sqrt(eigenvalues.largest / eigenvalues.least);
  solution->relative_error = relative_error(*solution, l, eigenvalues.least);

  constexpr double most = 1e-3;
  if (!(solution->relative_error <= most)) {
    solution->quality = SolutionQuality::ill_conditioned;
  } else if (solution->rank < d) {
    solution->quality = SolutionQuality::rank_deficient;
  }
  if (solution->rank < d) solution->cholesky = std::move(l);
  return LeastSquares(std::move(solution));
}

}  // namespace adaline::least_squares
