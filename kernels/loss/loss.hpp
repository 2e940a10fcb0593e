// The sum of rho(e) over the samples of one chunk.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/loss/residuals.hpp"
#include "kernels/rows/across_samples.hpp"
#include "kernels/rows/prefetch.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class Loss, std::size_t D, class T>
ADALINE_INLINE double loss_across_samples(const MatrixView<T>& x, const T* t, const T* w, T bias,
                                          std::size_t prefetch_distance) {
  constexpr std::size_t L = row_lanes<T>;
  using Tile = NarrowTile<Target, D, T>;
  typename Loss::Sum sum = Loss::Sum::all(0);
  std::size_t i = 0;
  if (D == 1 && x.row_stride == 1) {
    for (; i + L <= x.rows; i += L) {
      const auto outputs = Tile::load(x.data + i, 1, L).outputs(w, bias);
      Loss::add_rho(residuals<Target, T>(t + i, outputs, L), sum);
    }
  }
  for (; i < x.rows; i += L) {
    const std::size_t n = smaller(L, x.rows - i);
    const T* const rows = x.data + i * x.row_stride;
    prefetch_narrow_tile<D>(rows, prefetch_distance);
    const auto outputs = Tile::load(rows, x.row_stride, n).outputs(w, bias);
    Loss::add_rho(residuals<Target, T>(t + i, outputs, n), sum);
  }
  return sum.reduce();
}

// All whole tiles by one strategy. Returns how many rows these are.
template <class Target, class Loss, RowStrategy strategy, class T>
ADALINE_INLINE std::size_t add_losses_of_whole_tiles(const MatrixView<T>& x, const T* t, const T* w, T bias,
                                                     std::size_t prefetch_distance, typename Loss::Sum& sum) {
  constexpr std::size_t L = row_lanes<T>;
  const auto biases = RowLanes<Target, T>::all(bias);
  std::size_t i = 0;
  for (; i + L <= x.rows; i += L) {
    const T* const rows = x.data + i * x.row_stride;
    if (prefetch_distance > 0) prefetch_rows(rows, L, x.row_stride, x.cols, prefetch_distance);
    const auto outputs = whole_tile_products<Target, strategy>(rows, x.row_stride, w, x.cols) + biases;
    Loss::add_rho(RowLanes<Target, T>::load(t + i) - outputs, sum);
  }
  return i;
}

template <class Target, class Loss, class T>
[[gnu::noinline]] double loss_of_tiles(const MatrixView<T>& x, const T* t, const T* w, T bias, RowPlan plan) {
  constexpr std::size_t L = row_lanes<T>;
  typename Loss::Sum sum = Loss::Sum::all(0);
  std::size_t i = 0;
  if constexpr (Target::tile_rows_in_flight > 0) {
    if (plan.strategy == RowStrategy::tiles) {
      i = add_losses_of_whole_tiles<Target, Loss, RowStrategy::tiles>(x, t, w, bias, plan.prefetch_distance,
                                                                      sum);
    } else if (plan.strategy == RowStrategy::in_order) {
      i = add_losses_of_whole_tiles<Target, Loss, RowStrategy::in_order>(x, t, w, bias, plan.prefetch_distance,
                                                                         sum);
    }
  }
  for (; i < x.rows; i += L) {
    const std::size_t n = smaller(L, x.rows - i);
    const T* const rows = x.data + i * x.row_stride;
    const auto outputs =
        part_of_tile_products<Target>(rows, x.row_stride, w, x.cols, n) + RowLanes<Target, T>::all(bias);
    Loss::add_rho(residuals<Target, T>(t + i, outputs, n), sum);
  }
  return sum.reduce();
}

template <class Target, class Loss, class T>
ADALINE_INLINE double loss_of_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, RowPlan plan) {
  switch (x.cols) {
#define ADALINE_CASE(D) \
  case D:               \
    return loss_across_samples<Target, Loss, D>(x, t, w, bias, plan.prefetch_distance);
    ADALINE_FOR_NARROW_FEATURES(ADALINE_CASE)
#undef ADALINE_CASE
    default:
      return loss_of_tiles<Target, Loss>(x, t, w, bias, plan);
  }
}

template <class Target, class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias, RowPlan plan) {
  return loss_of_chunk<Target, SquaredLoss<Target, T>>(x, t, w, bias, plan);
}

}  // namespace
}  // namespace adaline::kernels
