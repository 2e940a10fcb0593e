// The gradient of rows of more than narrow_features, but of at most 256 bytes: sample i is added to part i mod
// 4, so that a tile is four chains of additions side by side.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/gradient/errors.hpp"
#include "kernels/gradient/plan.hpp"
#include "kernels/rows/axpyf.hpp"
#include "kernels/rows/prefetch.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
struct FourParts {
  alignas(64) T sums[gradient_parts][most_features_in_parts<T>];

  // A tile of n rows with these errors.
  template <class Loss>
  ADALINE_INLINE void add(const T* x, std::size_t stride, const T* errors, std::size_t n, std::size_t d,
                          bool is_first) {
    if (n == row_lanes<T>) {
      // Batches are short: clearing the sums first would take as long as adding to them.
      is_first ? add_tile<Loss, Before::nothing>(x, stride, errors, d)
               : add_tile<Loss, Before::sums>(x, stride, errors, d);
      return;
    }
    if (is_first) {
      for (auto& part : sums) {
        for (std::size_t j = 0; j < d; ++j) part[j] = 0;
      }
    }
    for (std::size_t r = 0; r < n; ++r) {
      axpyf<Target, 1>(x + r * stride, stride, {Loss::psi(V(errors[r]))}, sums[r % gradient_parts], d);
    }
  }

  // Part p takes part p + 2, then p + 1; then + 0.
  ADALINE_INLINE void reduce(T* descent, std::size_t d) const {
    for (std::size_t j = 0; j < d; ++j) {
      descent[j] = ((sums[0][j] + sums[2][j]) + (sums[1][j] + sums[3][j])) + T(0);
    }
  }

 private:
  using V = Vector<Target, T>;

  template <class Loss, Before before>
  ADALINE_INLINE void add_tile(const T* x, std::size_t stride, const T* errors, std::size_t d) {
    constexpr std::size_t rows_of_a_part = row_lanes<T> / gradient_parts;
    for (std::size_t p = 0; p < gradient_parts; ++p) {
      V factor[rows_of_a_part];
      ADALINE_UNROLL for (std::size_t r = 0; r < rows_of_a_part; ++r) {
        factor[r] = Loss::psi(V(errors[p + r * gradient_parts]));
      }
      axpyf<Target, rows_of_a_part, before>(x + p * stride, gradient_parts * stride, factor, sums[p], d);
    }
  }
};

// All whole tiles. A tile is added while the products of the next one are reduced, where
// Target::adds_a_tile_later. Returns how many rows these are.
template <class Target, class Loss, RowStrategy strategy, class T>
ADALINE_INLINE std::size_t add_whole_tiles(const MatrixView<T>& x, std::size_t d, const T* t, const T* w,
                                           T bias, std::size_t prefetch_distance, FourParts<Target, T>& parts,
                                           typename Loss::Sum& loss, RowLanes<Target, T>& bias_sum) {
  using Tile = RowLanes<Target, T>;
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t later = Target::adds_a_tile_later ? L : 0;
  const Tile biases = Tile::all(bias);
  alignas(64) T errors[2][L];
  const std::size_t end = x.rows / L * L;
  if (end == 0) return 0;
  for (std::size_t i = 0; i < end + later; i += L) {
    if (i < end) {
      const T* const rows = x.data + i * x.row_stride;
      if (prefetch_distance > 0) prefetch_rows(rows, L, x.row_stride, d, prefetch_distance);
      const Tile outputs = whole_tile_products<Target, strategy>(rows, x.row_stride, w, d) + biases;
      (Tile::load(t + i) - outputs).store(errors[i / L % 2]);
    }
    if (i >= later) {
      const std::size_t first = i - later;
      const T* const of_tile = errors[first / L % 2];
      parts.template add<Loss>(x.data + first * x.row_stride, x.row_stride, of_tile, L, d, first == 0);
      add_errors<Target, Loss, T>(Tile::load(of_tile), loss, bias_sum);
    }
  }
  return end;
}

// Returns the sum of the losses.
template <class Target, class Loss, class T>
[[gnu::noinline]] double gradient_in_four_parts(const MatrixView<T>& x, const T* t, const T* w, T bias,
                                                T* descent, T* bias_descent, GradientPlan plan) {
  using Tile = RowLanes<Target, T>;
  constexpr std::size_t L = row_lanes<T>;
  const std::size_t d = x.cols;
  // With that known, g++ unrolls the loops over the columns.
  if (d > most_features_in_parts<T>) __builtin_unreachable();
  typename Loss::Sum loss = Loss::Sum::all(0);
  Tile bias_sum = Tile::all(0);
  FourParts<Target, T> parts;
  std::size_t i = 0;
  if constexpr (Target::tile_rows_in_flight > 0) {
    const std::size_t distance = plan.prefetch_distance;
    if (plan.strategy == GradientStrategy::four_parts_in_order) {
      i = add_whole_tiles<Target, Loss, RowStrategy::in_order>(x, d, t, w, bias, distance, parts, loss,
                                                               bias_sum);
    } else {
      i = add_whole_tiles<Target, Loss, RowStrategy::tiles>(x, d, t, w, bias, distance, parts, loss, bias_sum);
    }
  }
  for (; i < x.rows; i += L) {
    const std::size_t n = smaller(L, x.rows - i);
    const T* const rows = x.data + i * x.row_stride;
    const Tile outputs = part_of_tile_products<Target>(rows, x.row_stride, w, d, n) + Tile::all(bias);
    const Tile errors = residuals<Target, T>(t + i, outputs, n);
    alignas(64) T of_tile[L];
    errors.store(of_tile);
    parts.template add<Loss>(rows, x.row_stride, of_tile, n, d, i == 0);
    add_errors<Target, Loss, T>(errors, loss, bias_sum);
  }
  parts.reduce(descent, d);
  *bias_descent = bias_sum.reduce();
  return loss.reduce();
}

}  // namespace
}  // namespace adaline::kernels
