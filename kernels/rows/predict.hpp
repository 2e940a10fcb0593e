// z = X w + bias.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/rows/across_samples.hpp"
#include "kernels/rows/prefetch.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

// In whole tiles and a last one. One feature without gaps compiles whole tiles apart: from a cache they run up
// to 1.8 times as fast.
template <class Target, std::size_t D, class T>
ADALINE_INLINE void predict_across_samples(const MatrixView<T>& x, const T* w, T bias, T* z,
                                           std::size_t prefetch_distance) {
  constexpr std::size_t L = row_lanes<T>;
  using Tile = NarrowTile<Target, D, T>;
  std::size_t i = 0;
  if (D == 1 && x.row_stride == 1) {
    for (; i + L <= x.rows; i += L) Tile::load(x.data + i, 1, L).outputs(w, bias).store(z + i);
  }
  for (; i < x.rows; i += L) {
    const std::size_t n = smaller(L, x.rows - i);
    const T* const rows = x.data + i * x.row_stride;
    prefetch_narrow_tile<D>(rows, prefetch_distance);
    const auto outputs = Tile::load(rows, x.row_stride, n).outputs(w, bias);
    n == L ? outputs.store(z + i) : outputs.store(z + i, n);
  }
}

// All whole tiles by one strategy. Returns how many rows these are.
template <class Target, RowStrategy strategy, class T>
ADALINE_INLINE std::size_t predict_whole_tiles(const MatrixView<T>& x, const T* w, T bias, T* z,
                                               std::size_t prefetch_distance) {
  constexpr std::size_t L = row_lanes<T>;
  const auto biases = RowLanes<Target, T>::all(bias);
  std::size_t i = 0;
  for (; i + L <= x.rows; i += L) {
    const T* const rows = x.data + i * x.row_stride;
    if (prefetch_distance > 0) prefetch_rows(rows, L, x.row_stride, x.cols, prefetch_distance);
    (whole_tile_products<Target, strategy>(rows, x.row_stride, w, x.cols) + biases).store(z + i);
  }
  return i;
}

template <class Target, class T>
[[gnu::noinline]] void predict_tiles(const MatrixView<T>& x, const T* w, T bias, T* z, RowPlan plan) {
  constexpr std::size_t L = row_lanes<T>;
  std::size_t i = 0;
  if constexpr (Target::tile_rows_in_flight > 0) {
    if (plan.strategy == RowStrategy::tiles) {
      i = predict_whole_tiles<Target, RowStrategy::tiles>(x, w, bias, z, plan.prefetch_distance);
    } else if (plan.strategy == RowStrategy::in_order) {
      i = predict_whole_tiles<Target, RowStrategy::in_order>(x, w, bias, z, plan.prefetch_distance);
    }
  }
  for (; i < x.rows; i += L) {
    const std::size_t n = smaller(L, x.rows - i);
    const T* const rows = x.data + i * x.row_stride;
    const auto outputs =
        part_of_tile_products<Target>(rows, x.row_stride, w, x.cols, n) + RowLanes<Target, T>::all(bias);
    n == L ? outputs.store(z + i) : outputs.store(z + i, n);
  }
}

// In the level's table.
template <class Target, class T>
T predict_row(const T* x, std::size_t cols, const T* w, T bias) {
  return row_product<Target>(x, w, cols) + bias;
}

template <class Target, class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z, RowPlan plan) {
  if (x.rows == 1) {  // as a filter calls it: apart from what tiles need
    z[0] = row_product<Target>(x.data, w, x.cols) + bias;
    return;
  }
  switch (x.cols) {
#define ADALINE_CASE(D) \
  case D:               \
    return predict_across_samples<Target, D>(x, w, bias, z, plan.prefetch_distance);
    ADALINE_FOR_NARROW_FEATURES(ADALINE_CASE)
#undef ADALINE_CASE
    default:
      return predict_tiles<Target>(x, w, bias, z, plan);
  }
}

}  // namespace
}  // namespace adaline::kernels
