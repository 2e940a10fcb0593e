// One epoch of the delta rule, sample by sample, by somebody's dot product and update: the same loop for all
// rivals. In an anonymous namespace, as it is compiled with many flags.
#pragma once

#include <cstddef>

#include "kernels/dispatch/table.hpp"

namespace adaline::bench {
namespace {

template <class T, T (*Dot)(const T*, const T*, std::size_t), void (*Axpy)(T, const T*, T*, std::size_t)>
T online_loop(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
              kernels::LossSum<T>* loss, T* errors) {
  double squares = 0;
  T error = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    error = t[i] - (Dot(row, w, x.cols) + *bias);
    Axpy(rate * error, row, w, x.cols);
    if (learn_bias) *bias += rate * error;
    if (errors != nullptr) errors[i] = error;
    squares += static_cast<double>(error) * static_cast<double>(error);
  }
  kernels::set_sum(squares, *loss);
  return error;
}

}  // namespace
}  // namespace adaline::bench
