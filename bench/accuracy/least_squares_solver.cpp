#include "bench/accuracy/least_squares_solver.hpp"

#include <cmath>

namespace adaline::bench {
namespace {

// A stand-in, which is not adaline's: the normal equations as textbooks have them, by Cholesky's factors.
std::optional<Fit> by_normal_equations(const double* x, const double* y, std::size_t rows, std::size_t cols,
                                       bool learn_bias) {
  const std::size_t first = learn_bias ? 1 : 0;
  const std::size_t n = cols + first;
  const auto feature = [&](std::size_t i, std::size_t j) { return j < first ? 1.0 : x[i * cols + j - first]; };
  std::vector<double> lower(n * n), found(n);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      found[j] += feature(i, j) * y[i];
      for (std::size_t k = 0; k <= j; ++k) lower[j * n + k] += feature(i, j) * feature(i, k);
    }
  }
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k <= j; ++k) {
      double& value = lower[j * n + k];
      for (std::size_t l = 0; l < k; ++l) value -= lower[j * n + l] * lower[k * n + l];
      if (j == k && !(value > 0)) return std::nullopt;
      value = j == k ? std::sqrt(value) : value / lower[k * n + k];
    }
  }
  const auto forward = [&](std::vector<double>& b) {
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k < j; ++k) b[j] -= lower[j * n + k] * b[k];
      b[j] /= lower[j * n + j];
    }
  };
  forward(found);
  for (std::size_t j = n; j-- > 0;) {
    for (std::size_t k = j + 1; k < n; ++k) found[j] -= lower[k * n + j] * found[k];
    found[j] /= lower[j * n + j];
  }
  double squares = 0;
  for (std::size_t i = 0; i < rows; ++i) {
    double error = y[i];
    for (std::size_t j = 0; j < n; ++j) error -= feature(i, j) * found[j];
    squares += error * error;
  }
  Fit fit{found, {}};
  for (std::size_t j = 0; j < n; ++j) {
    std::vector<double> unit(n);
    unit[j] = 1;
    forward(unit);
    double share = 0;
    for (const double value : unit) share += value * value;
    fit.standard_errors.push_back(std::sqrt(share * squares / static_cast<double>(rows - n)));
  }
  return fit;
}

}  // namespace

LeastSquaresSolver least_squares_solver() { return {"stand-in", by_normal_equations}; }

}  // namespace adaline::bench
