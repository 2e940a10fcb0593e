// The products of a tile of rows with the weights. A tile has row_lanes rows, one for each lane of its
// products.
#pragma once

#include "kernels/rows/long_rows.hpp"
#include "kernels/rows/plan.hpp"
#include "kernels/rows/results.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
struct RowSums {
  const T* x;
  std::size_t stride;
  const T* w;
  std::size_t d;

  template <std::size_t First, std::size_t Count>
  ADALINE_INLINE void lanes(RowLanes<Target, T>* sum) const {
    dotxf<Target, Count>(x + First * stride, stride, w, d, sum);
  }
};

// x[r] w for N rows, F of them in flight.
template <class Target, std::size_t F, std::size_t N, class T>
ADALINE_INLINE Results<Target, N, T> products(const T* x, std::size_t stride, const T* w, std::size_t d) {
  return results_of<T, Target, F, N>(RowSums<Target, T>{x, stride, w, d});
}

// Of a tile that comes from memory: one row after the other, as the CPU's own prefetching follows several rows
// at a time badly or not at all. Apart from the code for caches, which it would slow down.
template <class Target, class T>
[[gnu::noinline]] RowLanes<Target, T> products_in_order(const T* x, std::size_t stride, const T* w,
                                                        std::size_t d) {
  using V = Vector<Target, T>;
  using Reduction = TransposedReduction<Target, T>;
  RowLanes<Target, T> results;
  ADALINE_UNROLL for (std::size_t i = 0; i < results.count; ++i) {
    V row[V::size];
    for (std::size_t r = 0; r < V::size; ++r) {
      RowLanes<Target, T> sum;
      dotxf<Target, 1>(x + (i * V::size + r) * stride, stride, w, d, &sum);
      row[r] = sum.reduce_to_vector();
    }
    results.vector[i] = Reduction::template sums<V::size>(Reduction::template join<V::size / 2>(row));
  }
  return results;
}

// Of n rows, some at a time, each reduced by itself. A function of its own: one for all that use it, and with
// all registers for itself.
template <class Target, RowLength length, class T>
[[gnu::noinline]] void products_of_some(const T* x, std::size_t stride, const T* w, std::size_t d,
                                        std::size_t n, T* product) {
  constexpr std::size_t F = Target::rows_in_flight;
  std::size_t r = 0;
  for (; r + F <= n; r += F) row_products_of<Target, F, length>(x + r * stride, stride, w, d, product + r);
  for (; r < n; ++r) row_products_of<Target, 1, length>(x + r * stride, stride, w, d, product + r);
}

// Of the first n rows of a tile; the lanes from n on are +0.
template <class Target, class T>
ADALINE_INLINE RowLanes<Target, T> part_of_tile_products(const T* x, std::size_t stride, const T* w,
                                                         std::size_t d, std::size_t n) {
  alignas(64) T product[row_lanes<T>] = {};
  if (is_long_row<T>(d)) {
    products_of_some<Target, RowLength::of_many_chunks>(x, stride, w, d, n, product);
  } else {
    products_of_some<Target, RowLength::of_one_chunk>(x, stride, w, d, n, product);
  }
  return RowLanes<Target, T>::load(product);
}

// Of a whole tile of rows that are not long, where a level has those.
template <class Target, RowStrategy strategy, class T>
ADALINE_INLINE RowLanes<Target, T> whole_tile_products(const T* x, std::size_t stride, const T* w,
                                                       std::size_t d) {
  if constexpr (strategy == RowStrategy::in_order) {
    return products_in_order<Target>(x, stride, w, d);
  } else {
    static_assert(strategy == RowStrategy::tiles);
    return products<Target, Target::tile_rows_in_flight, row_lanes<T>>(x, stride, w, d);
  }
}

}  // namespace
}  // namespace adaline::kernels
