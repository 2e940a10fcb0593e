// Moments by a library's products of matrices and vectors of doubles, a piece of the rows after the other.
//
// What a library offers; the two with `add` add to what is there:
//
//   static constexpr std::size_t narrow;  // so many columns at most are best in pieces of 256 rows
//   static void add_squares(const MatrixView<double>& x, double* c, std::size_t stride);  // lower half of x'x
//   static void add_products(const MatrixView<double>& x, const double* v, double* y);    // x'v
//   static double dot(const double* x, const double* y, std::size_t n);
//   static void widen(const float* x, std::size_t n, double* to);
//
// Nothing is moved to about its mean before, as the kernel does, so that much is lost where means are large;
// the data that is timed has means of about 0.
#pragma once

#include <adaline/matrix.hpp>
#include <cstddef>
#include <type_traits>

#include "bench/peers/scratch.hpp"
#include "kernels/definition/triangle.hpp"

namespace adaline::bench {
namespace {

// Which of two ways is taken at which size was measured with OpenBLAS, BLIS and Eigen (Zen 5, AVX-512).
template <class Library, class T>
class MomentsByProducts {
 public:
  explicit MomentsByProducts(const MatrixView<T>& x)
      : x_(x), columns_(x.cols + 2), piece_rows_(x.cols <= Library::narrow ? 256 : 1024) {
    if (piece_rows_ > x.rows) piece_rows_ = x.rows;
    squares_ = scratch(double(), columns_ * columns_ + piece_rows_ * (columns_ + 2));
    piece_ = squares_ + columns_ * columns_;
    targets_ = piece_ + piece_rows_ * columns_;
    ones_ = targets_ + piece_rows_;
    for (std::size_t e = 0; e < columns_ * columns_; ++e) squares_[e] = 0;
    for (std::size_t i = 0; i < piece_rows_; ++i) ones_[i] = 1;
  }

  double sum(const T* t, double* means, double* products) {
    for (std::size_t first = 0; first < x_.rows; first += piece_rows_) {
      const std::size_t left = x_.rows - first;
      const MatrixView<T> rows{x_.data + first * x_.row_stride, left < piece_rows_ ? left : piece_rows_,
                               x_.cols, x_.row_stride};
      if (std::is_same_v<T, float> && x_.cols >= 64) {
        add_extended(rows, t + first);
      } else {
        add(of_double(rows), of_double(t + first, rows.rows));
      }
    }
    return finish(means, products);
  }

 private:
  double* row(std::size_t j) const { return squares_ + j * columns_; }

  static void widen(const float* x, std::size_t n, double* to) { Library::widen(x, n, to); }
  static void widen(const double*, std::size_t, double*) {}  // never called

  const MatrixView<double>& of_double(const MatrixView<double>& rows) const { return rows; }
  MatrixView<double> of_double(const MatrixView<float>& rows) const {
    if (rows.row_stride == rows.cols) {
      widen(rows.data, rows.rows * rows.cols, piece_);
    } else {
      for (std::size_t i = 0; i < rows.rows; ++i)
        widen(rows.data + i * rows.row_stride, rows.cols, piece_ + i * rows.cols);
    }
    return {piece_, rows.rows, rows.cols, rows.cols};
  }
  const double* of_double(const double* t, std::size_t) const { return t; }
  const double* of_double(const float* t, std::size_t n) const {
    widen(t, n, targets_);
    return targets_;
  }

  // Features by themselves, as they lie there, and then with the targets and with ones.
  void add(const MatrixView<double>& x, const double* t) {
    double* const of_target = row(x.cols);
    double* const of_ones = row(x.cols + 1);
    if (x.cols == 1 && x.row_stride == 1) {
      squares_[0] += Library::dot(x.data, x.data, x.rows);
      of_target[0] += Library::dot(x.data, t, x.rows);
      of_ones[0] += Library::dot(x.data, ones_, x.rows);
    } else {
      Library::add_squares(x, squares_, columns_);
      Library::add_products(x, t, of_target);
      Library::add_products(x, ones_, of_ones);
    }
    of_target[x.cols] += Library::dot(t, t, x.rows);
    of_ones[x.cols] += Library::dot(t, ones_, x.rows);
  }

  // Rows that are copied in any case take target and one as two columns more.
  void add_extended(const MatrixView<T>& rows, const T* t) {
    for (std::size_t i = 0; i < rows.rows; ++i) {
      double* const to = piece_ + i * columns_;
      widen(rows.data + i * rows.row_stride, rows.cols, to);
      to[rows.cols] = static_cast<double>(t[i]);
      to[rows.cols + 1] = 1;
    }
    Library::add_squares(MatrixView<double>{piece_, rows.rows, columns_, columns_}, squares_, columns_);
  }

  double finish(double* means, double* products) const {
    const auto n = static_cast<double>(x_.rows);
    const double* const sums = row(x_.cols + 1);
    for (std::size_t j = 0; j <= x_.cols; ++j) {
      means[j] = sums[j] / n;
      means[x_.cols + 1 + j] = 0;  // what rounding took, which the kernel says
    }
    for (std::size_t j = 0; j <= x_.cols; ++j) {
      const double* const from = row(j);
      double* const to = products + kernels::triangle_row(j);
      for (std::size_t k = 0; k <= j; ++k) to[k] = from[k] - sums[j] * means[k];
    }
    return n;
  }

  const MatrixView<T>& x_;
  std::size_t columns_;  // features, target, ones
  std::size_t piece_rows_;
  double* squares_;
  double* piece_;
  double* targets_;
  double* ones_;
};

}  // namespace
}  // namespace adaline::bench
