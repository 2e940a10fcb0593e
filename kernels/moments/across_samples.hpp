// Moments of up to narrow_features: a sample in each lane.
#pragma once

#include "kernels/moments/ahead.hpp"
#include "kernels/moments/plan.hpp"
#include "kernels/moments/result.hpp"
#include "kernels/rows/across_samples.hpp"

namespace adaline::kernels {
namespace {

// D features, their target and ones, of a block: each column in one piece, packed for loops over pairs of
// columns.
template <class Target, std::size_t D>
class NarrowMoments {
 public:
  static constexpr std::size_t columns = D + 2;

  ADALINE_INLINE NarrowMoments(std::size_t block_rows, double* scratch)
      : block_rows_(block_rows),
        samples_(scratch),
        stride_(column_stride(block_rows)),
        weighted_(samples_ + columns * stride_),
        lanes_(weighted_ + columns * stride_) {}

  template <class T>
  ADALINE_INLINE void sum(const MatrixView<T>& x, const T* t, const T* weights, const double* origins,
                          const MomentSums& of) {
    if constexpr (in_registers) {
      weights != nullptr ? sum_in_registers<true>(x, t, weights, origins)
                         : sum_in_registers<false>(x, t, weights, origins);
    } else {
      sum_packed(x, t, weights, origins);
    }
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t k = 0; k <= j; ++k)
        of.row(j)[k] = Sum::load(lanes_ + (triangle_row(j) + k) * L).reduce();
    }
  }

 private:
  using V = Vector<Target, double>;
  static constexpr std::size_t L = moment_lanes;
  using Sum = Lanes<Target, double, L>;
  static constexpr std::size_t most = Target::moment_sums;
  static constexpr std::size_t pairs = columns * (columns + 1) / 2;
  static constexpr bool in_registers = pairs * Sum::count <= most;

  // All sums stay in registers, and nothing is packed but the last rows.
  template <bool weighted, class T>
  ADALINE_INLINE void sum_in_registers(const MatrixView<T>& x, const T* t, const T* weights,
                                       const double* origins) {
    constexpr std::size_t tile = row_lanes<T>;
    Sum sum[pairs];
    ADALINE_UNROLL for (std::size_t e = 0; e < pairs; ++e) sum[e] = Sum::all(0);
    const auto add = [&](const Sum(&y)[columns], const Sum& weight) __attribute__((always_inline)) {
      ADALINE_UNROLL for (std::size_t j = 0; j < columns; ++j) {
        const Sum factor = weighted ? weight * y[j] : y[j];
        ADALINE_UNROLL for (std::size_t k = 0; k <= j; ++k) sum[triangle_row(j) + k].add_product(factor, y[k]);
      }
    };
    Ahead ahead(x, most_bytes_in_parts);
    std::size_t i = 0;
    for (; i + tile <= x.rows; i += tile) {
      ADALINE_UNROLL for (std::size_t line = 0; line < D; ++line) ahead.ask();
      __builtin_prefetch(t + i + chunk_rows, 0, 2);
      const auto rows = NarrowTile<Target, D, T>::load(x.data + i * x.row_stride, x.row_stride, tile);
      const auto targets = RowLanes<Target, T>::load(t + i);
      Lanes<Target, double, tile> moved[columns];
      ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) moved[j] =
          widened(rows.column[j]) - Wide<T>::all(origins[j]);
      moved[D] = widened(targets) - Wide<T>::all(origins[D]);
      moved[D + 1] = Wide<T>::all(1);
      const Wide<T> weight = weighted ? widened(RowLanes<Target, T>::load(weights + i)) : Wide<T>::all(1);
      ADALINE_UNROLL for (std::size_t part = 0; part < tile / L; ++part) {
        Sum y[columns];
        ADALINE_UNROLL for (std::size_t j = 0; j < columns; ++j) y[j] = part_of(moved[j], part);
        add(y, part_of(weight, part));
      }
    }
    if (i < x.rows) {
      const std::size_t rest = x.rows - i;
      set_ones(rest);
      pack(MatrixView<T>{x.data + i * x.row_stride, rest, x.cols, x.row_stride}, t + i, origins);
      double* const weight = weighted_;
      for (std::size_t r = 0; r < (rest + L - 1) / L * L; ++r)
        weight[r] = weighted && r < rest ? double(weights[i + r]) : 0;
      for (std::size_t r = 0; r < rest; r += L) {
        Sum y[columns];
        ADALINE_UNROLL for (std::size_t j = 0; j < columns; ++j) y[j] = Sum::load(column(j) + r);
        add(y, Sum::load(weight + r));
      }
    }
    ADALINE_UNROLL for (std::size_t e = 0; e < pairs; ++e) sum[e].store(lanes_ + e * L);
  }

  template <class T>
  using Wide = Lanes<Target, double, row_lanes<T>>;
  static ADALINE_INLINE Wide<double> widened(const RowLanes<Target, double>& y) { return y; }
  static ADALINE_INLINE Wide<float> widened(const RowLanes<Target, float>& y) {
    Wide<float> wide;
    ADALINE_UNROLL for (std::size_t i = 0; i < y.count; ++i) {
      const auto narrow = y.vector[i].data;
      wide.vector[2 * i] = V(widen(lower(narrow)));
      wide.vector[2 * i + 1] = V(widen(upper(narrow)));
    }
    return wide;
  }
  template <class W>
  static ADALINE_INLINE Sum part_of(const W& wide, std::size_t part) {
    Sum lanes;
    ADALINE_UNROLL for (std::size_t i = 0; i < Sum::count; ++i) lanes.vector[i] =
        wide.vector[part * Sum::count + i];
    return lanes;
  }

  template <class T>
  ADALINE_INLINE void sum_packed(const MatrixView<T>& x, const T* t, const T* weights, const double* origins) {
    for (std::size_t first = 0; first < x.rows; first += block_rows_) {
      const std::size_t rows = smaller(block_rows_, x.rows - first);
      if (first == 0 || rows < block_rows_) set_ones(rows);
      const MatrixView<T> block{x.data + first * x.row_stride, rows, x.cols, x.row_stride};
      Ahead ahead(block, most_bytes_in_parts);
      pack(block, t + first, origins);
      if (weights != nullptr) pack_weighted(weights + first, rows);
      steps_ = (rows + L - 1) / L;
      left_ = weights != nullptr ? weighted_ : samples_;
      is_first_ = first == 0;
      for (lane_ = 0; lane_ < L; lane_ += V::size) add_triangle<0, columns>(ahead);
    }
  }

  // Eight rows have D lines of doubles at most, and there are three loops over them where there are many.
  static constexpr std::size_t lines_per_step = pairs <= most ? D : (D + 2) / 3;

  ADALINE_INLINE double* column(std::size_t j) { return samples_ + j * stride_; }

  // Rows that are not there have zeros in all columns, up to a whole step.
  ADALINE_INLINE void set_ones(std::size_t rows) {
    double* const ones = column(D + 1);
    for (std::size_t i = 0; i < rows; ++i) ones[i] = 1;
    for (std::size_t i = rows; i < (rows + L - 1) / L * L; ++i) ones[i] = 0;
  }

  template <class T>
  ADALINE_INLINE void pack(const MatrixView<T>& x, const T* t, const double* origins) {
    constexpr std::size_t tile = row_lanes<T>;
    std::size_t i = 0;
    for (; i + tile <= x.rows; i += tile) {
      __builtin_prefetch(t + i + chunk_rows, 0, 2);
      const auto rows = NarrowTile<Target, D, T>::load(x.data + i * x.row_stride, x.row_stride, tile);
      ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j)(widened(rows.column[j]) - Wide<T>::all(origins[j]))
          .store(column(j) + i);
      (widened(RowLanes<Target, T>::load(t + i)) - Wide<T>::all(origins[D])).store(column(D) + i);
    }
    for (; i < x.rows; ++i) {
      for (std::size_t j = 0; j < D; ++j) column(j)[i] = double(x.data[i * x.row_stride + j]) - origins[j];
      column(D)[i] = double(t[i]) - origins[D];
    }
    for (; i % L != 0; ++i) {
      for (std::size_t j = 0; j <= D; ++j) column(j)[i] = 0;
    }
  }

  template <class T>
  ADALINE_INLINE void pack_weighted(const T* weights, std::size_t rows) {
    for (std::size_t j = 0; j < columns; ++j) {
      double* const to = weighted_ + j * stride_;
      for (std::size_t i = 0; i < rows; ++i) to[i] = double(weights[i]) * column(j)[i];
      for (std::size_t i = rows; i % L != 0; ++i) to[i] = 0;
    }
  }

  // Entries (First + a, First + b), b <= a < Count, in pieces whose sums registers hold.
  template <std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_triangle(Ahead& ahead) {
    if constexpr (Count * (Count + 1) / 2 <= most) {
      add_pairs<First, Count, First, Count>(ahead);
    } else {
      constexpr std::size_t half = (Count + 1) / 2;
      add_triangle<First, half>(ahead);
      add_rectangle<First + half, Count - half, First, half>(ahead);
      add_triangle<First + half, Count - half>(ahead);
    }
  }
  template <std::size_t FirstRow, std::size_t Rows, std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_rectangle(Ahead& ahead) {
    if constexpr (Rows * Count <= most) {
      add_pairs<FirstRow, Rows, First, Count>(ahead);
    } else if constexpr (Rows >= Count) {
      add_rectangle<FirstRow, Rows / 2, First, Count>(ahead);
      add_rectangle<FirstRow + Rows / 2, Rows - Rows / 2, First, Count>(ahead);
    } else {
      add_rectangle<FirstRow, Rows, First, Count / 2>(ahead);
      add_rectangle<FirstRow, Rows, First + Count / 2, Count - Count / 2>(ahead);
    }
  }

  template <std::size_t FirstRow, std::size_t Rows, std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_pairs(Ahead& ahead_of_block) {
    Ahead ahead = ahead_of_block;
    constexpr bool is_triangle = FirstRow == First;
    const auto lanes_of = [&](std::size_t a, std::size_t b) {
      return lanes_ + (triangle_row(FirstRow + a) + First + b) * L + lane_;
    };
    const auto has = [](std::size_t a, std::size_t b) { return !is_triangle || b <= a; };
    V sum[Rows][Count];
    ADALINE_UNROLL for (std::size_t a = 0; a < Rows; ++a) {
      ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) {
        if (has(a, b)) sum[a][b] = is_first_ ? V(0.0) : load<Target>(lanes_of(a, b));
      }
    }
    const double* const left = left_ + FirstRow * stride_ + lane_;
    const double* const right = samples_ + First * stride_ + lane_;
    const std::size_t stride = stride_;
    for (std::size_t i = 0; i < steps_ * L; i += L) {
      ADALINE_UNROLL for (std::size_t line = 0; line < lines_per_step; ++line) ahead.ask();
      V y[Count];
      ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) y[b] = load<Target>(right + b * stride + i);
      ADALINE_UNROLL for (std::size_t a = 0; a < Rows; ++a) {
        const V factor = load<Target>(left + a * stride + i);
        ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) {
          if (has(a, b)) sum[a][b] = multiply_add<Target, double>(factor, y[b], sum[a][b]);
        }
      }
    }
    ADALINE_UNROLL for (std::size_t a = 0; a < Rows; ++a) {
      ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) {
        if (has(a, b)) store_whole(lanes_of(a, b), sum[a][b]);
      }
    }
    ahead_of_block = ahead;
  }

  std::size_t block_rows_;
  double* samples_;
  std::size_t stride_;
  double* weighted_;
  double* lanes_;
  // Of the block at hand.
  const double* left_ = nullptr;
  std::size_t steps_ = 0;
  std::size_t lane_ = 0;
  bool is_first_ = true;
};

}  // namespace
}  // namespace adaline::kernels
