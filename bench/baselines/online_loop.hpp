// One epoch of the delta rule, sample by sample, by somebody's dot product and update: the same loop for all rivals.
// In an anonymous namespace, as it is compiled with many flags.
#pragma once

#include <cstddef>

#include "kernels/table.hpp"

namespace adaline::bench {
namespace {

// product(row) is x w, update(step, row) adds step * row to the weights.
template <class T, class Product, class Update>
inline T online_loop(MatrixView<T> x, const T* t, T* bias, T rate, bool learn_bias, kernels::LossSum<T>* loss,
                     Product product, Update update) {
  double squares = 0;
  T error = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    error = t[i] - (product(row) + *bias);
    update(rate * error, row);
    if (learn_bias) *bias += rate * error;
    squares += static_cast<double>(error) * static_cast<double>(error);
  }
  loss->chunks += squares;
  loss->rows += x.rows;
  return error;
}

}  // namespace
}  // namespace adaline::bench
