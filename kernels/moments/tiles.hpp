// Moments of more than narrow_features: a matrix product of the packed samples with themselves, of which the
// lower triangle is computed, in tiles whose sums stay in registers (Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication", ACM Transactions on Mathematical Software 34, 2008).
#pragma once

#include "kernels/moments/ahead.hpp"
#include "kernels/moments/panels.hpp"
#include "kernels/moments/result.hpp"

namespace adaline::kernels {
namespace {

// The sums of `Rows` columns, the first of which is `j`, with N panels of columns from `panel` on. `left` and
// `right` are what is multiplied, of `rows` samples.
template <class Target, std::size_t Rows, std::size_t N>
[[gnu::noinline]] void add_tile(const Panels<Target>& left, const Panels<Target>& right, std::size_t j,
                                std::size_t panel, std::size_t rows, const MomentSums& of, bool is_first,
                                Ahead& ahead_of_block) {
  Ahead ahead = ahead_of_block;
  using V = Vector<Target, double>;
  constexpr std::size_t width = Panels<Target>::width;
  constexpr std::size_t in_panel = width / V::size;
  V sum[Rows][N * in_panel];
  // What of row j + r of the triangle lies in this tile.
  const auto elements = [&](std::size_t r, std::size_t v) -> std::size_t {
    const std::size_t first = panel * width + v * V::size;
    return j + r > of.columns || j + r < first ? 0 : smaller(V::size, j + r + 1 - first);
  };
  ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) sum[r][v] = V(0.0);
  }
  if (!is_first) {
    for (std::size_t r = 0; r < Rows; ++r) {
      const double* const row = of.row(j + r) + panel * width;
      ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
        const std::size_t n = elements(r, v);
        if (n > 0) sum[r][v] = load_first<Target>(row + v * V::size, n);
      }
    }
  }
  const double* const rows_of_left = left.panel(j / width);
  const double* rows_of_right[N];
  ADALINE_UNROLL for (std::size_t p = 0; p < N; ++p) rows_of_right[p] = right.panel(panel + p);
  for (std::size_t i = 0; i < rows * width; i += width) {
    ahead.ask();
    V column[N * in_panel];
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
      column[v] = load<Target>(rows_of_right[v / in_panel] + i + v % in_panel * V::size);
    }
    ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
      const V factor(rows_of_left[i + r]);
      ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
        sum[r][v] = multiply_add<Target, double>(factor, column[v], sum[r][v]);
      }
    }
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    double* const row = of.row(j + r) + panel * width;
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
      const std::size_t n = elements(r, v);
      if (n > 0) store_first(row + v * V::size, n, sum[r][v]);
    }
  }
  ahead_of_block = ahead;
}

template <class Target, std::size_t N>
ADALINE_INLINE void add_tile_of(std::size_t columns, const Panels<Target>& left, const Panels<Target>& right,
                                std::size_t j, std::size_t panel, std::size_t rows, const MomentSums& of,
                                bool is_first, Ahead& ahead) {
  constexpr std::size_t width = Panels<Target>::width;
  if (columns <= 2) {
    add_tile<Target, 2, N>(left, right, j, panel, rows, of, is_first, ahead);
  } else if (columns <= 4 || width == 4) {
    add_tile<Target, 4, N>(left, right, j, panel, rows, of, is_first, ahead);
  } else {
    add_tile<Target, width, N>(left, right, j, panel, rows, of, is_first, ahead);
  }
}

// All products of a block.
template <class Target>
ADALINE_INLINE void add_block(const Panels<Target>& left, const Panels<Target>& right, std::size_t rows,
                              std::size_t block_panels, const MomentSums& of, bool is_first, Ahead ahead) {
  constexpr std::size_t width = Panels<Target>::width;
  constexpr std::size_t most = Target::moment_panels_in_flight;
  const std::size_t all = Panels<Target>::count(of.columns - 1);
  for (std::size_t first = 0; first < all; first += block_panels) {
    for (std::size_t g = first; g < all; ++g) {
      const std::size_t columns = smaller(width, of.columns + 1 - g * width);
      const std::size_t end = smaller(first + block_panels, g + 1);
      std::size_t panel = first;
      // As even as can be: a tile of one panel has too few sums to hide the latency of a multiply-add.
      while (panel < end) {
        const std::size_t tiles = (end - panel + most - 1) / most;
        const std::size_t n = (end - panel + tiles - 1) / tiles;
        if constexpr (most >= 3) {
          if (n == 3) add_tile_of<Target, 3>(columns, left, right, g * width, panel, rows, of, is_first, ahead);
        }
        if constexpr (most >= 2) {
          if (n == 2) add_tile_of<Target, 2>(columns, left, right, g * width, panel, rows, of, is_first, ahead);
        }
        if (n == 1) add_tile_of<Target, 1>(columns, left, right, g * width, panel, rows, of, is_first, ahead);
        panel += n;
      }
    }
  }
}

template <class Target, class T>
ADALINE_INLINE void sums_of_tiles(const MatrixView<T>& x, const T* t, const T* weights, const double* origins,
                                  const MomentSums& of, std::size_t block_rows, std::size_t block_panels,
                                  double* packed) {
  Panels<Target> samples(x.cols, block_rows, packed);
  Panels<Target> weighted(x.cols, block_rows, packed + padded_columns(x.cols) * block_rows);
  samples.set_ones(origins);
  for (std::size_t first = 0; first < x.rows; first += block_rows) {
    const std::size_t rows = smaller(block_rows, x.rows - first);
    const MatrixView<T> block{x.data + first * x.row_stride, rows, x.cols, x.row_stride};
    samples.pack(block, t + first, origins);
    if (weights != nullptr) weighted.pack_weighted(samples, weights + first, rows);
    add_block(weights != nullptr ? weighted : samples, samples, rows, block_panels, of, first == 0,
              Ahead(block));
  }
}

}  // namespace
}  // namespace adaline::kernels
