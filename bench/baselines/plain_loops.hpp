// Every kernel as a user would write it: plain loops, nothing thought of. Compiled several times with
// different flags (baseline.cpp.in), hence all of it in an anonymous namespace, and no templates of the
// standard library.
#pragma once

#include <cstddef>

#include "bench/baselines/online_loop.hpp"
#include "kernels/definition/triangle.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::bench {
namespace {

template <class T>
T dot(const T* x, const T* y, std::size_t n) {
  T sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += x[i] * y[i];
  return sum;
}

template <class T>
T sum_of_squares(const T* x, std::size_t n) {
  T sum = 0;
  for (std::size_t i = 0; i < n; ++i) sum += x[i] * x[i];
  return sum;
}

template <class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] += a * x[i];
}

template <class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  for (std::size_t i = 0; i < x.rows; ++i) z[i] = dot(x.data + i * x.row_stride, w, x.cols) + bias;
}

template <class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  double sum = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T error = t[i] - (dot(x.data + i * x.row_stride, w, x.cols) + bias);
    sum += static_cast<double>(error) * static_cast<double>(error);
  }
  return 0.5 * sum;
}

template <class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent) {
  double squares = 0;
  T bias_sum = 0;
  for (std::size_t j = 0; j < x.cols; ++j) descent[j] = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    const T error = t[i] - (dot(row, w, x.cols) + bias);
    axpy(error, row, descent, x.cols);
    bias_sum += error;
    squares += static_cast<double>(error) * static_cast<double>(error);
  }
  *bias_descent = bias_sum;
  return 0.5 * squares;
}

template <class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
               kernels::LossSum<T>* loss, T* errors) {
  return online_loop<T, &dot<T>, &axpy<T>>(x, t, w, bias, rate, learn_bias, loss, errors);
}

// Means first, then what differs from them.
template <class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means,
                          double* products) {
  const std::size_t columns = x.cols + 1;
  const auto column = [&](const T* row, std::size_t i, std::size_t j) {
    return static_cast<double>(j < x.cols ? row[j] : t[i]);
  };
  double weight = 0;
  for (std::size_t j = 0; j < 2 * columns; ++j) means[j] = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    const double s = weights == nullptr ? 1 : static_cast<double>(weights[i]);
    for (std::size_t j = 0; j < columns; ++j) means[j] += s * column(row, i, j);
    weight += s;
  }
  for (std::size_t j = 0; j < columns; ++j) means[j] /= weight;
  for (std::size_t e = 0; e < kernels::triangle_row(columns); ++e) products[e] = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    const double s = weights == nullptr ? 1 : static_cast<double>(weights[i]);
    for (std::size_t j = 0; j < columns; ++j) {
      const double factor = s * (column(row, i, j) - means[j]);
      double* const sums = products + kernels::triangle_row(j);
      for (std::size_t k = 0; k <= j; ++k) sums[k] += factor * (column(row, i, k) - means[k]);
    }
  }
  return weight;
}

template <class T>
constexpr kernels::Functions<T> plain_loops() {
  return {
#define ADALINE_KERNEL(name, ...) .name = &name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace
}  // namespace adaline::bench
