// The definition of predict and of the loss.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/definition/loss_sum.hpp"
#include "kernels/definition/vector.hpp"

namespace adaline::kernels::definition {
namespace {

// Rows first .. first + count - 1.
template <class T>
MatrixView<T> rows_of(const MatrixView<T>& x, std::size_t first, std::size_t count) {
  return {x.data + first * x.row_stride, count, x.cols, x.row_stride};
}

// The product of one row with the weights. Everything that predicts uses this one.
template <class Arithmetic, class T>
T row_product(const T* x, const T* w, std::size_t d) {
  if (d > narrow_features) return sum_of_products<Arithmetic, row_lanes<T>>(x, w, d);
  T sum = 0;
  for (std::size_t j = 0; j < d; ++j) sum = Arithmetic::multiply_add(x[j], w[j], sum);
  return sum;
}

template <class Arithmetic, class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  for (std::size_t i = 0; i < x.rows; ++i) {
    z[i] = row_product<Arithmetic>(x.data + i * x.row_stride, w, x.cols) + bias;
  }
}

template <class Arithmetic, class T>
T residual(const MatrixView<T>& x, const T* t, const T* w, T bias, std::size_t i) {
  return t[i] - (row_product<Arithmetic>(x.data + i * x.row_stride, w, x.cols) + bias);
}

// All that stands between a residual and what is added, of the squared loss: a loss is half of the sum of
// rho(e), a gradient and a step take psi(e) = rho'(e) / 2. Errors are widened to double exactly, squared and
// summed there.
template <class T>
T psi(T error) {
  return error;
}

template <class Arithmetic, class T>
double add_rho(T error, double sum) {
  return Arithmetic::multiply_add(double(error), double(error), sum);
}

// Sample i of a chunk goes to lane i mod row_lanes; chunks are the leaves of a tree.
template <class Arithmetic, class T>
void add_loss(T error, LossSum<T>& sum) {
  double& lane = sum.lanes[sum.rows % row_lanes<T>];
  lane = add_rho<Arithmetic>(error, lane);
  if (++sum.rows % chunk_rows == 0) {
    add_chunk(reduce(sum.lanes), sum);
    for (double& l : sum.lanes) l = 0;
  }
}

// The sum so far.
template <class T>
double total(const LossSum<T>& sum) {
  return sum_of_subtrees(sum, reduce(sum.lanes));
}

template <class Arithmetic, class T>
void add_losses(const MatrixView<T>& x, const T* t, const T* w, T bias, LossSum<T>& sum) {
  for (std::size_t i = 0; i < x.rows; ++i) add_loss<Arithmetic>(residual<Arithmetic>(x, t, w, bias, i), sum);
}

template <class Arithmetic, class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  LossSum<T> sum;
  add_losses<Arithmetic>(x, t, w, bias, sum);
  return 0.5 * total(sum);
}

}  // namespace
}  // namespace adaline::kernels::definition
