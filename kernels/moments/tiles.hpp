// Moments of more than narrow_features: a matrix product of the packed samples with themselves, of which the
// lower triangle is computed, in tiles whose sums stay in registers (Goto and van de Geijn, "Anatomy of
// high-performance matrix multiplication", ACM Transactions on Mathematical Software 34, 2008).
#pragma once

#include <type_traits>

#include "kernels/moments/panels.hpp"
#include "kernels/moments/result.hpp"

namespace adaline::kernels {
namespace {

// The sums of some columns on the left, the first of which is `column`, with panels from `panel` on.
struct TriangleTile {
  std::size_t column;
  std::size_t panel;
  const double* left;     // the panel of the columns
  const double* targets;  // of the left, for a tile of one more row
  const double* right;    // the first of the panels
  std::size_t pitch;      // from one of them to the next
  std::size_t rows;       // of samples
  bool is_first;          // nothing was added before
};

// Samples without weights are packed by the tiles that read a panel first, while multipliers are busy and the
// ports of loads and stores are not: 16 features take 0.70 of the time of packing before that, 64 features 0.89
// (doubles from caches, AVX-512, Zen 4). A panel is then read down its columns, and where there are many, rows
// leave the cache between two panels: 256 features of float took 1.1 times as long.
constexpr std::size_t most_features_packed_by_tiles = 200;

// For a tile whose panels are packed.
struct NoPacking {
  ADALINE_INLINE void step() {}
  ADALINE_INLINE void finish() {}
};

// Nothing above the diagonal is needed: the first half of the sums of a panel with itself takes lower halves
// of registers. Zen 4 does two instructions of 32 bytes in the time of one of 64: 9 to 16 features take 0.89 to
// 0.95 of the time, 64 features 0.97.
template <class Target>
struct HalfRow {
  static constexpr std::size_t rows = 0;
  using V = Vector<Target, double>;  // there is none
};
template <class Target>
requires(Target::halves_diagonal_tiles) struct HalfRow<Target> {
  static constexpr std::size_t rows = Target::moment_panel / 2;
  using V = Vector<typename Target::Half, double>;
};

// `Rows` columns by N panels, the last of which is their own where the tile is diagonal. Meanwhile a panel may
// be packed, some rows ahead of those that are read.
template <class Target, std::size_t Rows, std::size_t N, bool is_diagonal, class Packing>
[[gnu::noinline]] void add_tile(const TriangleTile& tile, const MomentSums& of,
                                const Packing& packing_of_tile) {
  Packing packing = packing_of_tile;
  using V = Vector<Target, double>;
  constexpr bool packs = !std::is_same_v<Packing, NoPacking>;
  constexpr std::size_t lead = packs ? 8 : 0;
  constexpr std::size_t width = Panels<Target>::width;
  constexpr std::size_t in_panel = width / V::size;
  // What of the row of the triangle lies in this tile.
  const auto elements = [&](std::size_t r, std::size_t v) -> std::size_t {
    const std::size_t row = tile.column + r, first = tile.panel * width + v * V::size;
    return row >= of.columns || row < first ? 0 : smaller(V::size, row + 1 - first);
  };
  using Half = HalfRow<Target>;
  constexpr std::size_t halves = is_diagonal ? smaller(Half::rows, Rows) : 0;
  constexpr std::size_t last = N * in_panel - 1;
  V begin[Rows][N * in_panel];
  ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) begin[r][v] = V(0.0);
  }
  if (!tile.is_first) {
    for (std::size_t r = 0; r < Rows; ++r) {
      const double* const row = of.row(tile.column + r) + tile.panel * width;
      ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
        const std::size_t n = elements(r, v);
        if (n > 0) begin[r][v] = load_first<Target>(row + v * V::size, n);
      }
    }
  }
  // Not the array that the loops above and below index: g++ 12 would store it in each round.
  V sum[Rows][N * in_panel];
  ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) sum[r][v] = begin[r][v];
  }
  [[maybe_unused]] typename Half::V half[halves + 1];
  if constexpr (halves > 0) {
    ADALINE_UNROLL for (std::size_t r = 0; r < halves; ++r) {
      half[r] = typename Half::V(lower(begin[r][last].data));
    }
  }
  const double* left = tile.left;
  const double* target = tile.targets;
  const double* right = tile.right;
  const auto add_row = [&]() __attribute__((always_inline)) {
    V column[N * in_panel];
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
      column[v] = load<Target>(right + v / in_panel * tile.pitch + v % in_panel * V::size);
    }
    ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
      const V factor(r < width ? left[r] : *target);
      ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
        if (v < last || r >= halves) sum[r][v] = multiply_add<Target, double>(factor, column[v], sum[r][v]);
      }
      if constexpr (halves > 0) {
        if (r < halves) {
          using H = typename Half::V;
          half[r] = multiply_add<typename Target::Half, double>(H(lower(factor.data)),
                                                                H(lower(column[last].data)), half[r]);
        }
      }
    }
    left += width;
    ++target;
    right += width;
  };
  const std::size_t rows = tile.rows;
  std::size_t i = 0;
  if constexpr (packs) {
    for (; i < lead && i < rows; ++i) packing.step();
    for (; i < rows; ++i) {
      packing.step();
      add_row();
    }
    packing.finish();
    i = rows - smaller(lead, rows);
  }
  for (; i < rows; ++i) add_row();
  V result[Rows][N * in_panel];
  ADALINE_UNROLL for (std::size_t r = 0; r < Rows; ++r) {
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) result[r][v] = sum[r][v];
  }
  for (std::size_t r = 0; r < Rows; ++r) {
    double* const row = of.row(tile.column + r) + tile.panel * width;
    ADALINE_UNROLL for (std::size_t v = 0; v < N * in_panel; ++v) {
      if (r < halves && v == last) continue;
      const std::size_t n = elements(r, v);
      if (n > 0) store_first(row + v * V::size, n, result[r][v]);
    }
  }
  if constexpr (halves > 0) {
    ADALINE_UNROLL for (std::size_t r = 0; r < halves; ++r) {
      const std::size_t n = elements(r, last);
      if (n > 0) store_first(of.row(tile.column + r) + tile.panel * width + last * V::size, n, half[r]);
    }
  }
}

// `columns` on the left: those of features that fill a panel, and then the target, are one more.
template <class Target, std::size_t N, TargetPlace place, bool is_diagonal, class Packing>
ADALINE_INLINE void add_tile_of(std::size_t columns, const TriangleTile& tile, const MomentSums& of,
                                const Packing& packing) {
  constexpr std::size_t width = Panels<Target>::width;
  if constexpr (place == TargetPlace::behind_panel) {
    return add_tile<Target, width + 1, N, is_diagonal>(tile, of, packing);
  } else if constexpr (place == TargetPlace::in_panel) {
    if (columns <= 2) return add_tile<Target, 2, N, is_diagonal>(tile, of, packing);
    if constexpr (width > 4) {
      if (columns <= 4) return add_tile<Target, 4, N, is_diagonal>(tile, of, packing);
      if (columns <= 6) return add_tile<Target, 6, N, is_diagonal>(tile, of, packing);
    }
  }
  add_tile<Target, width, N, is_diagonal>(tile, of, packing);
}

// The products of the columns of panel g with panels from `first` to `end`. Where `packs`, the first tile packs
// panel g.
template <class Target, TargetPlace place, bool packs, class T>
ADALINE_INLINE void add_panel(const BlockOfSamples<T>& block, const Panels<Target>& panels, std::size_t g,
                              std::size_t first, std::size_t end, const MomentSums& of, bool is_first) {
  constexpr std::size_t width = Panels<Target>::width;
  constexpr std::size_t most = place == TargetPlace::behind_panel
                                   ? smaller(2, Target::moment_panels_in_flight)  // of one row more
                                   : Target::moment_panels_in_flight;
  const std::size_t columns = smaller(width, of.columns - g * width);
  const auto add = [&](std::size_t panel, [[maybe_unused]] std::size_t n, const auto& packing, auto diagonal)
      __attribute__((always_inline)) {
    constexpr bool is_diagonal = decltype(diagonal)::value;
    const TriangleTile tile{g * width,           panel,          panels.left(g), panels.targets(),
                            panels.right(panel), panels.pitch(), block.x.rows,   is_first};
    if constexpr (most >= 3) {
      if (n == 3) return add_tile_of<Target, 3, place, is_diagonal>(columns, tile, of, packing);
    }
    if constexpr (most >= 2) {
      if (n == 2) return add_tile_of<Target, 2, place, is_diagonal>(columns, tile, of, packing);
    }
    add_tile_of<Target, 1, place, is_diagonal>(columns, tile, of, packing);
  };
  for (std::size_t panel = first; panel < end;) {
    // As even as can be: a tile of one panel has too few sums to hide the latency of a multiply-add.
    const std::size_t tiles = (end - panel + most - 1) / most;
    const std::size_t n = (end - panel + tiles - 1) / tiles;
    const auto add_and_pack = [&](auto diagonal) __attribute__((always_inline)) {
      if (packs && panel == 0) {
        add(panel, n, PanelPacking<Target, T, place, false>(block, panels, g, 0, of, is_first), diagonal);
      } else {
        add(panel, n, NoPacking(), diagonal);
      }
    };
    if constexpr (Target::halves_diagonal_tiles) {
      if (panel + n == g + 1) return add_and_pack(std::true_type());  // which is the last one
    }
    add_and_pack(std::false_type());
    panel += n;
  }
}

// The products of the panels of a block from `begin` to `end` with themselves and those before them.
template <class Target, bool packs, class T>
ADALINE_INLINE void add_block(const BlockOfSamples<T>& block, const Panels<Target>& panels, std::size_t begin,
                              std::size_t end, std::size_t block_panels, const MomentSums& of, bool is_first) {
  for (std::size_t first = 0; first < end; first += block_panels) {
    for (std::size_t g = first > begin ? first : begin; g < end; ++g) {
      const std::size_t last = smaller(first + block_panels, g + 1);
      switch (panels.place_of_target(g)) {
        case TargetPlace::elsewhere:
          add_panel<Target, TargetPlace::elsewhere, packs>(block, panels, g, first, last, of, is_first);
          break;
        case TargetPlace::in_panel:
          add_panel<Target, TargetPlace::in_panel, packs>(block, panels, g, first, last, of, is_first);
          break;
        case TargetPlace::behind_panel:
          add_panel<Target, TargetPlace::behind_panel, packs>(block, panels, g, first, last, of, is_first);
      }
    }
  }
}

template <class Target, bool weighted, class T>
ADALINE_INLINE void sums_of_tiles(const BlockOfSamples<T>& samples, const MomentSums& of, MomentsPlan plan,
                                  double* packed) {
  const Panels<Target> panels(samples.x.cols, plan.block_rows, weighted, packed);
  const std::size_t begin = plan.first_column / Panels<Target>::width;
  const bool has_target = plan.end_column >= of.columns;
  const std::size_t end = has_target ? panels.count() : plan.end_column / Panels<Target>::width;
  for (std::size_t first = 0; first < samples.x.rows; first += plan.block_rows) {
    const BlockOfSamples<T> block = rows_of(samples, first, plan.block_rows);
    const bool is_first = first == 0;
    if constexpr (!weighted) {
      if (samples.x.cols <= most_features_packed_by_tiles && begin == 0 && has_target) {
        add_block<Target, true>(block, panels, begin, end, plan.block_panels, of, is_first);
        continue;
      }
    }
    pack<Target, weighted>(block, panels, end, of, is_first);
    add_block<Target, false>(block, panels, begin, end, plan.block_panels, of, is_first);
  }
  if (has_target) return;
  // The weights are counted with the panel of the target.
  double weight = 0;
  for (std::size_t i = 0; i < samples.x.rows; ++i) weight += weighted ? double(samples.weights[i]) : 1.0;
  of.sums[of.columns] = weight;
}

}  // namespace
}  // namespace adaline::kernels
