#include "io/standardization.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace adaline::io {
namespace {

// Calls f(c, value) for each value, row by row.
template <class F>
void for_values(MatrixView<double> x, F f) {
  for (std::size_t r = 0; r < x.rows; ++r) {
    for (std::size_t c = 0; c < x.cols; ++c) f(c, x.data[r * x.row_stride + c]);
  }
}

MatrixView<double> columns_of(MatrixView<double> x, std::size_t first, std::size_t count) {
  return {x.data + first, x.rows, count, x.row_stride};
}

std::vector<std::size_t> constant_columns(MatrixView<double> x, Workers* workers) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> least(x.cols, infinity), most(x.cols, -infinity);
  for_columns(x, workers, [&](std::size_t first, std::size_t count) {
    for_values(columns_of(x, first, count), [&](std::size_t c, double value) {
      least[first + c] = std::min(least[first + c], value);
      most[first + c] = std::max(most[first + c], value);
    });
  });
  std::vector<std::size_t> found;
  for (std::size_t c = 0; c < x.cols; ++c) {
    const double largest = std::max(std::fabs(least[c]), std::fabs(most[c]));
    const double noise = 4 * std::numeric_limits<double>::epsilon() * largest;
    if (most[c] - least[c] <= noise) found.push_back(c);
  }
  return found;
}

// Of one column: sqrt(1/n sum of (x - mean)^2), where the squares themselves are out of range.
double deviation_in_own_scale(MatrixView<double> x, std::size_t c, double mean) {
  if (!std::isfinite(mean)) return std::numeric_limits<double>::infinity();
  const MatrixView<double> column = columns_of(x, c, 1);
  double largest = 0, sum = 0;
  for_values(column, [&](std::size_t, double value) { largest = std::max(largest, std::fabs(value - mean)); });
  if (largest == 0 || !std::isfinite(largest)) return largest;
  for_values(column, [&](std::size_t, double value) {
    const double share = (value - mean) / largest;
    sum += share * share;
  });
  return largest * std::sqrt(sum / static_cast<double>(x.rows));
}

// Sums of squares that are neither near what underflows, which costs digits, nor what overflows.
bool is_in_range(double sum) { return sum > 1e-280 && sum < 1e300; }

}  // namespace

Standardization measure(MatrixView<double> features, Center center, Workers* workers) {
  ColumnMoments moments = column_moments(features, center, workers);
  Standardization result{.means = std::move(moments.means), .deviations = std::move(moments.squares)};
  const std::vector<double>& means = result.means;
  std::vector<double>& deviations = result.deviations;  // sums of squares, until here
  for (std::size_t c = 0; c < features.cols; ++c) {
    deviations[c] = is_in_range(deviations[c]) ? std::sqrt(deviations[c] / static_cast<double>(features.rows))
                                               : deviation_in_own_scale(features, c, means[c]);
    if (deviations[c] == 0) deviations[c] = 1;
  }
  if (center == Center::mean) {
    result.constant = constant_columns(features, workers);
    for (const std::size_t c : result.constant) deviations[c] = 1;
  }
  return result;
}

template <class T>
double mean(std::span<const T> values) {
  double result = 0;
  double count = 0;
  for (const T value : values) {
    // By halves, as the difference of two large values may be out of range.
    result += 2 * ((static_cast<double>(value) / 2 - result / 2) / ++count);
  }
  return result;
}

template <class T>
void standardize(std::span<const double> row, const Standardization& by, std::span<T> result) {
  for (std::size_t c = 0; c < row.size(); ++c) {
    result[c] = static_cast<T>((row[c] - by.means[c]) / by.deviations[c]);
  }
}

LinearFunction in_data_units(const LinearFunction& standardized, const Standardization& by) {
  LinearFunction result = standardized;
  for (std::size_t c = 0; c < result.weights.size(); ++c) {
    result.weights[c] /= by.deviations[c];
    result.bias -= result.weights[c] * by.means[c];
  }
  result.bias += by.target_mean;
  return result;
}

template double mean(std::span<const float>);
template double mean(std::span<const double>);
template void standardize(std::span<const double>, const Standardization&, std::span<float>);
template void standardize(std::span<const double>, const Standardization&, std::span<double>);

}  // namespace adaline::io
