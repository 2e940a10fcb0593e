// Multiples of any number of rows added to sums, in the order of the rows.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/rows/axpyf.hpp"

namespace adaline::kernels {
namespace {

// Adds all rows to the sums of some columns, eight registers' worth at a time, which stay there: with sums in
// memory, F rows at a time, half a row of 1 KB takes 1.7 times as long (AVX-512, second cache, Zen 4). Returns
// how many columns these are.
template <class Target, class T>
ADALINE_INLINE std::size_t add_blocks_of_columns(const MatrixView<T>& x, const T* factors, T* sums) {
  using V = Vector<Target, T>;
  constexpr std::size_t registers = 8;
  std::size_t j = 0;
  for (; j + registers * V::size <= x.cols; j += registers * V::size) {
    V sum[registers];
    ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) sum[v] = load<Target>(sums + j + v * V::size);
    const T* row = x.data + j;
    for (std::size_t i = 0; i < x.rows; ++i, row += x.row_stride) {
      const V factor(factors[i]);
      ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) {
        sum[v] = multiply_add<Target, T>(factor, load<Target>(row + v * V::size), sum[v]);
      }
    }
    ADALINE_UNROLL for (std::size_t v = 0; v < registers; ++v) store_whole(sums + j + v * V::size, sum[v]);
  }
  return j;
}

// Rows first, first + 1 .., F at a time as long as there are so many. Returns the first of the rest.
template <class Target, std::size_t F, class T>
ADALINE_INLINE std::size_t add_blocks_of_rows(const MatrixView<T>& x, std::size_t first, const T* factors,
                                              T* sums) {
  using V = Vector<Target, T>;
  std::size_t i = first;
  for (; i + F <= x.rows; i += F) {
    V factor[F];
    ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) factor[r] = V(factors[i + r]);
    axpyf<Target>(x.data + i * x.row_stride, x.row_stride, factor, sums, x.cols);
  }
  return i;
}

template <class Target, class T>
void add_rows(const MatrixView<T>& x, const T* factors, T* sums) {
  const std::size_t done = add_blocks_of_columns<Target>(x, factors, sums);
  if (done == x.cols) return;
  const MatrixView<T> rest{x.data + done, x.rows, x.cols - done, x.row_stride};
  const std::size_t rows = add_blocks_of_rows<Target, Target::rows_in_flight>(rest, 0, factors, sums + done);
  add_blocks_of_rows<Target, 1>(rest, rows, factors, sums + done);
}

}  // namespace
}  // namespace adaline::kernels
