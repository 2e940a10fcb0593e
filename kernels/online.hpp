// One epoch of the delta rule, row by row.
#pragma once

#include "axpy.hpp"
#include "loss.hpp"
#include "row_product.hpp"

namespace adaline::kernels {
namespace {

// `product` and `update` are of one row; returns the last error.
template <class Level, class T, class Product, class Update>
ADALINE_INLINE T online_rows(const MatrixView<T>& x, const T* t, T& bias, T rate, bool learn_bias,
                             LossSum<T>& loss, Product product, Update update) {
  T error = 0;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    error = t[i] - (product(row) + bias);
    add_square<Level>(error, loss);
    const T step = rate * error;
    update(step, row);
    if (learn_bias) bias = bias + step;
  }
  return error;
}

template <class Level, class T>
T online_epoch(MatrixView<T> x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss) {
  T b = *bias;
  T error = 0;
  if (x.cols <= narrow_features) {
    // The weights stay in registers: a sample waits for the update before it.
    with_narrow(x.cols, [&](auto d) ADALINE_INLINED {
      T weights[d.value + 1];
      unroll<d.value>([&](auto j) ADALINE_INLINED { weights[j.value] = w[j.value]; });
      const auto product = [&](const T* row) ADALINE_INLINED {
        T sum = 0;
        unroll<d.value>([&](auto j) ADALINE_INLINED {
          sum = scalar_multiply_add<Level, T>(row[j.value], weights[j.value], sum);
        });
        return sum;
      };
      const auto update = [&](T step, const T* row) ADALINE_INLINED {
        unroll<d.value>([&](auto j) ADALINE_INLINED {
          weights[j.value] = scalar_multiply_add<Level, T>(step, row[j.value], weights[j.value]);
        });
      };
      error = online_rows<Level>(x, t, b, rate, learn_bias, *loss, product, update);
      unroll<d.value>([&](auto j) ADALINE_INLINED { w[j.value] = weights[j.value]; });
    });
  } else {
    const auto product = [&](const T* row) ADALINE_INLINED { return row_product<Level>(row, w, x.cols); };
    const auto update = [&](T step, const T* row) ADALINE_INLINED { add_scaled<Level>(step, row, w, x.cols); };
    error = online_rows<Level>(x, t, b, rate, learn_bias, *loss, product, update);
  }
  *bias = b;
  return error;
}

}  // namespace
}  // namespace adaline::kernels
