// z = X w + bias, and the loss at those outputs.
#pragma once

#include "loss.hpp"
#include "prefetch.hpp"
#include "row_product.hpp"
#include "table.hpp"

namespace adaline::kernels {
namespace {

// How the samples of a call are read.
struct Reading {
  bool asks_ahead;  // rows of less than 64 bytes
  bool in_order;    // row after row

  template <class T>
  explicit ADALINE_INLINE Reading(const MatrixView<T>& x) {
    const bool ahead = kernels::asks_ahead(x);
    asks_ahead = ahead && x.cols < row_lanes<T>;
    in_order = ahead && x.cols > row_lanes<T> && x.cols * sizeof(T) <= 8192;
  }
};

// Calls take(first, outputs, n) for each group of n samples, at most row_lanes; the lanes from n on mean nothing.
template <class Level, class T, class F>
ADALINE_INLINE void for_output_groups(const MatrixView<T>& x, const T* w, T bias, Reading reading, F take) {
  if (x.cols <= narrow_features) {
    with_narrow(x.cols, [&](auto d) ADALINE_INLINED {
      for_groups<T, d.value == 1>(x.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
        const T* const rows = x.data + i * x.row_stride;
        take(i, NarrowGroup<Level, d.value, T>::load(rows, x.row_stride, n).outputs(w, bias), n);
      });
    });
    return;
  }
  const Group<Level, T> biases = Group<Level, T>::all(bias);
  for_groups<T>(x.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
    const T* const rows = x.data + i * x.row_stride;
    if (reading.asks_ahead) prefetch_ahead(rows, n, x.row_stride, x.cols);
    if (is_group<Level, T>(n, reading.in_order)) {
      take(i, group_products<Level>(rows, x.row_stride, w, x.cols, reading.in_order) + biases, n);
      return;
    }
    alignas(64) T z[row_lanes<T>] = {};
    for_row_blocks<Level>(n, [&](std::size_t r, auto block) ADALINE_INLINED {
      T product[block.value];
      wide_products<Level, block.value>(rows + r * x.row_stride, x.row_stride, w, x.cols, product);
      unroll<block.value>([&](auto k) ADALINE_INLINED { z[r + k.value] = product[k.value] + bias; });
    });
    take(i, Group<Level, T>::load(z), n);
  });
}

template <class Level, class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  for_output_groups<Level>(x, w, bias, Reading(x),
                           [&](std::size_t i, const Group<Level, T>& outputs, std::size_t n) ADALINE_INLINED {
                             if (n == row_lanes<T>) {
                               outputs.store(z + i);
                             } else {
                               outputs.store(z + i, n);
                             }
                           });
}

// Calls chunk(rows of the chunk, index of its first row).
template <class T, class F>
ADALINE_INLINE void for_chunks(const MatrixView<T>& x, F chunk) {
  for (std::size_t first = 0; first < x.rows; first += chunk_rows) {
    const std::size_t rows = x.rows - first < chunk_rows ? x.rows - first : chunk_rows;
    chunk(MatrixView<T>{x.data + first * x.row_stride, rows, x.cols, x.row_stride}, first);
  }
}

// t - z of a group of n samples, and +0 in the other lanes.
template <class Level, class T>
ADALINE_INLINE Group<Level, T> residuals(const T* t, const Group<Level, T>& outputs, std::size_t n) {
  if (n == row_lanes<T>) return Group<Level, T>::load(t) - outputs;
  return (Group<Level, T>::load(t, n) - outputs).first(n);
}

template <class Level, class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  GroupedLoss<Level, T> loss;
  const Reading reading(x);
  for_chunks(x, [&](const MatrixView<T>& chunk, std::size_t first) ADALINE_INLINED {
    for_output_groups<Level>(chunk, w, bias, reading,
                             [&](std::size_t i, const Group<Level, T>& outputs, std::size_t n)
                                 ADALINE_INLINED { loss.add(residuals<Level, T>(t + first + i, outputs, n)); });
    loss.end_chunk();
  });
  return loss.half();
}

}  // namespace
}  // namespace adaline::kernels
