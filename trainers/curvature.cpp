#include "trainers/curvature.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>

#include "trainers/moments_of.hpp"
#include "trainers/normal_matrix.hpp"
#include "trainers/power_iteration.hpp"

namespace adaline::trainers {

using kernels::RowSource;

namespace {

template <class T>
double largest_magnitude(const RowSource<T>& x) {
  double largest = 1;  // that of a bias
  for_each_piece(x, [&](std::size_t, const MatrixView<T>& rows) {
    for (std::size_t r = 0; r < rows.rows; ++r) {
      for (const T value : std::span(rows.data + r * rows.row_stride, rows.cols)) {
        largest = std::max(largest, std::fabs(static_cast<double>(value)));
      }
    }
  });
  return largest;
}

// NaN for values that are not finite, which moments refuse.
template <class T>
double largest_eigenvalue_by_moments(const RowSource<T>& x, bool with_bias, Workers* workers) {
  try {
    return moments_of(x, workers).largest_eigenvalue(with_bias);
  } catch (const std::invalid_argument&) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace

template <class T>
double largest_eigenvalue(const RowSource<T>& x, bool with_bias, Workers* workers) {
  if (has_moments(x.rows, x.cols)) return largest_eigenvalue_by_moments(x, with_bias, workers);
  NormalMatrix<T> matrix(x, with_bias, workers);
  return largest_eigenvalue_of(matrix, with_bias, largest_magnitude(x));
}

template <class T>
double largest_eigenvalue(const DistantSamples<T>& samples, bool with_bias) {
  DistantMatrix<T> matrix(samples, with_bias);
  return largest_eigenvalue_of(matrix, with_bias, samples.largest_value());
}

template <class T>
double largest_square(const RowSource<T>& x, bool with_bias) {
  double largest = 0;
  for_each_piece(x, [&](std::size_t, const MatrixView<T>& rows) {
    for (std::size_t r = 0; r < rows.rows && std::isfinite(largest); ++r) {
      double sum = with_bias ? 1 : 0;
      for (const T value : std::span(rows.data + r * rows.row_stride, rows.cols)) {
        sum += static_cast<double>(value) * static_cast<double>(value);
      }
      largest = std::isfinite(sum) ? std::max(largest, sum) : sum;
    }
  });
  return largest;
}

template <class T>
double largest_block_curvature(const RowSource<T>& x, std::size_t size, bool with_bias, Workers* workers) {
  double largest = 0;
  for (std::size_t first = 0; first < x.rows; first += size) {
    const std::size_t count = std::min(size, x.rows - first);
    const double curvature =
        largest_eigenvalue(x.part(first, count), with_bias, workers) / static_cast<double>(count);
    if (!std::isfinite(curvature)) return curvature;
    largest = std::max(largest, curvature);
  }
  return largest;
}

template double largest_eigenvalue(const RowSource<float>&, bool, Workers*);
template double largest_eigenvalue(const RowSource<double>&, bool, Workers*);
template double largest_eigenvalue(const DistantSamples<float>&, bool);
template double largest_eigenvalue(const DistantSamples<double>&, bool);
template double largest_square(const RowSource<float>&, bool);
template double largest_square(const RowSource<double>&, bool);
template double largest_block_curvature(const RowSource<float>&, std::size_t, bool, Workers*);
template double largest_block_curvature(const RowSource<double>&, std::size_t, bool, Workers*);

}  // namespace adaline::trainers
