// The definition of the residual gradient.
#pragma once

#include <vector>

#include "kernels/definition/rows.hpp"

namespace adaline::kernels::definition {
namespace {

// sum + sum of factors[i] x[i][j], a chain in the order of the rows.
template <class Arithmetic, class T>
T add_column(const MatrixView<T>& x, const T* factors, std::size_t j, T sum) {
  for (std::size_t i = 0; i < x.rows; ++i) {
    sum = Arithmetic::multiply_add(factors[i], x.data[i * x.row_stride + j], sum);
  }
  return sum;
}

// Of all columns.
template <class Arithmetic, class T>
void add_rows(const MatrixView<T>& x, const T* factors, T* sums) {
  for (std::size_t j = 0; j < x.cols; ++j) sums[j] = add_column<Arithmetic>(x, factors, j, sums[j]);
}

// Of one chunk: sum of factors[i] x[i][j].
template <class Arithmetic, class T>
T sum_of_column(const MatrixView<T>& x, const T* factors, std::size_t j) {
  if (x.rows == 0) return 0;  // there may be no data to point into
  const T* const column = x.data + j;
  if (x.cols <= narrow_features) {
    return sum_in_lanes<Arithmetic, row_lanes<T>>(factors, column, x.row_stride, x.rows);
  }
  if (x.cols <= most_features_in_parts<T>) {
    return sum_in_lanes<Arithmetic, gradient_parts>(factors, column, x.row_stride, x.rows);
  }
  return add_column<Arithmetic>(x, factors, j, T(0));
}

// Of one chunk: sum of the factors.
template <class T>
T sum_of_factors(const T* factors, std::size_t rows) {
  T lane[row_lanes<T>] = {};
  for (std::size_t i = 0; i < rows; ++i) lane[i % row_lanes<T>] = lane[i % row_lanes<T>] + factors[i];
  return reduce(lane);
}

// The residuals of one chunk as factors psi(e), and their losses.
template <class Arithmetic, class T>
void set_factors(const MatrixView<T>& x, const T* t, const T* w, T bias, T* factors, LossSum<T>& loss) {
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T error = residual<Arithmetic>(x, t, w, bias, i);
    add_loss<Arithmetic>(error, loss);
    factors[i] = psi(error);
  }
}

// Of one chunk.
template <class Arithmetic, class T>
void gradient_of_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                       LossSum<T>& loss) {
  T factors[chunk_rows];
  set_factors<Arithmetic>(x, t, w, bias, factors, loss);
  for (std::size_t j = 0; j < x.cols; ++j) descent[j] = sum_of_column<Arithmetic>(x, factors, j);
  *bias_descent = sum_of_factors(factors, x.rows);
}

template <class Arithmetic, class T>
void set_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                  LossSum<T>& loss) {
  if (x.rows <= chunk_rows) {
    gradient_of_chunk<Arithmetic>(x, t, w, bias, descent, bias_descent, loss);
    return;
  }
  const std::size_t first = first_part(x.rows, chunk_rows);
  std::vector<T> of_rest(x.cols);
  T bias_of_rest = 0;
  set_gradient<Arithmetic>(rows_of(x, 0, first), t, w, bias, descent, bias_descent, loss);
  set_gradient<Arithmetic>(rows_of(x, first, x.rows - first), t + first, w, bias, of_rest.data(), &bias_of_rest,
                           loss);
  for (std::size_t j = 0; j < x.cols; ++j) descent[j] = descent[j] + of_rest[j];
  *bias_descent = *bias_descent + bias_of_rest;
}

template <class Arithmetic, class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent) {
  LossSum<T> loss;
  set_gradient<Arithmetic>(x, t, w, bias, descent, bias_descent, loss);
  return 0.5 * total(loss);
}

}  // namespace
}  // namespace adaline::kernels::definition
