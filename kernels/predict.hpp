// z = X w + bias, and the loss at those outputs.
#pragma once

#include "loss.hpp"
#include "row_product.hpp"
#include "table.hpp"

namespace adaline::kernels {
namespace {

// Calls take(first, outputs) for each whole group of samples, and take(first, outputs, n) for a last one of
// n, whose other lanes mean nothing. The samples are x.rows from x.data on; no chunks here.
template <class Level, class T, class F>
ADALINE_INLINE void for_output_groups(const MatrixView<T>& x, const T* w, T bias, F take) {
  constexpr std::size_t L = row_lanes<T>;
  if (x.cols <= narrow_features) {
    with_narrow(x.cols, [&](auto d) ADALINE_INLINED {
      using Narrow = NarrowGroup<Level, d.value, T>;
      std::size_t i = 0;
      for (; i + L <= x.rows; i += L) {
        take(i, Narrow::load(x.data + i * x.row_stride, x.row_stride).outputs(w, bias));
      }
      if (i < x.rows) {
        const std::size_t n = x.rows - i;
        take(i, Narrow::load(x.data + i * x.row_stride, x.row_stride, n).outputs(w, bias), n);
      }
    });
    return;
  }
  for (std::size_t i = 0; i < x.rows; i += L) {
    const std::size_t n = x.rows - i < L ? x.rows - i : L;
    alignas(64) T z[L];
    for_row_blocks<Level>(n, [&](std::size_t r, auto rows) ADALINE_INLINED {
      T product[rows.value];
      wide_products<Level, rows.value>(x.data + (i + r) * x.row_stride, x.row_stride, w, x.cols, product);
      unroll<rows.value>([&](auto k) ADALINE_INLINED { z[r + k.value] = product[k.value] + bias; });
    });
    if (n == L) {
      take(i, Group<Level, T>::load(z));
    } else {
      take(i, Group<Level, T>::load(z, n), n);
    }
  }
}

template <class Level, class T>
void predict(MatrixView<T> x, const T* w, T bias, T* z) {
  for_output_groups<Level>(x, w, bias,
                           [&](std::size_t i, const Group<Level, T>& outputs, auto... n)
                               ADALINE_INLINED { outputs.store(z + i, n...); });
}

// Calls chunk(rows of the chunk, index of its first row).
template <class T, class F>
ADALINE_INLINE void for_chunks(const MatrixView<T>& x, F chunk) {
  for (std::size_t first = 0; first < x.rows; first += chunk_rows) {
    const std::size_t rows = x.rows - first < chunk_rows ? x.rows - first : chunk_rows;
    chunk(MatrixView<T>{x.data + first * x.row_stride, rows, x.cols, x.row_stride}, first);
  }
}

// t - z of a group of samples.
template <class Level, class T>
ADALINE_INLINE Group<Level, T> residuals(const T* t, const Group<Level, T>& outputs) {
  return Group<Level, T>::load(t) - outputs;
}

template <class Level, class T>
ADALINE_INLINE Group<Level, T> residuals(const T* t, const Group<Level, T>& outputs, std::size_t n) {
  return (Group<Level, T>::load(t, n) - outputs).first(n);
}

template <class Level, class T>
double squared_loss(MatrixView<T> x, const T* t, const T* w, T bias) {
  GroupedLoss<Level, T> loss;
  for_chunks(x, [&](const MatrixView<T>& chunk, std::size_t first) ADALINE_INLINED {
    for_output_groups<Level>(chunk, w, bias,
                             [&](std::size_t i, const Group<Level, T>& outputs, auto... n) ADALINE_INLINED {
                               loss.add(residuals<Level, T>(t + first + i, outputs, n...));
                             });
    loss.end_chunk();
  });
  return loss.half();
}

}  // namespace
}  // namespace adaline::kernels
