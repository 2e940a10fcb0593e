// Moments of up to narrow_features: a sample in each lane.
#pragma once

#include "kernels/moments/ahead.hpp"
#include "kernels/moments/plan.hpp"
#include "kernels/moments/result.hpp"
#include "kernels/rows/across_samples.hpp"

namespace adaline::kernels {
namespace {

// D features, their target and ones. Where registers do not hold all sums, those of target and ones are added
// as rows are loaded, and the others are sums of columns that are packed on the way: block by block, a step of
// moment_lanes rows after the other, so that the columns of a step stand at constant distances.
template <class Target, std::size_t D>
class NarrowMoments {
 public:
  static constexpr std::size_t columns = D + 2;

  ADALINE_INLINE NarrowMoments(std::size_t block_rows, double* scratch)
      : block_rows_(smaller(block_rows, most_block_rows)),
        samples_(scratch),
        weighted_(samples_ + columns * block_rows),
        lanes_(weighted_ + columns * block_rows) {}

  template <class T>
  ADALINE_INLINE void sum(const MatrixView<T>& x, const T* t, const T* weights, const double* origins,
                          const MomentSums& of) {
    left_ = weights != nullptr ? weighted_ : samples_;
    const std::size_t block = packed == 0 ? x.rows : block_rows_;
    for (std::size_t first = 0; first < x.rows; first += block) {
      const MatrixView<T> rows{x.data + first * x.row_stride, smaller(block, x.rows - first), x.cols,
                               x.row_stride};
      is_first_ = first == 0;
      weights != nullptr ? add_rows<true>(rows, t + first, weights + first, origins)
                         : add_rows<false>(rows, t + first, weights, origins);
      steps_ = (rows.rows + L - 1) / L;
      if constexpr (packed > 0) {
        for (lane_ = 0; lane_ < L; lane_ += V::size) add_triangle<0, packed>();
      }
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
  // Memory works on what was asked for while packed columns are added, and is idle where that takes longer:
  // with 256 rows 5 to 8 features take 1.1 times as long from memory, and 0.95 to 1 times from caches.
  static constexpr std::size_t most_block_rows = 128;
  static constexpr std::size_t pairs = triangle_row(columns);
  // The sums of so many columns are added to packed ones.
  static constexpr std::size_t packed = pairs * Sum::count <= most                       ? 0
                                        : (pairs - triangle_row(D)) * Sum::count <= most ? D
                                                                                         : columns;

  // Loads rows, adds what is not left to packed columns, and packs these.
  template <bool weighted, class T>
  ADALINE_INLINE void add_rows(const MatrixView<T>& x, const T* t, const T* weights, const double* origins) {
    constexpr std::size_t tile = row_lanes<T>;
    Sum sum[pairs - triangle_row(packed) + 1];
    ADALINE_UNROLL for (std::size_t e = triangle_row(packed); e < pairs; ++e) {
      sum[e - triangle_row(packed)] = is_first_ ? Sum::all(0) : Sum::load(lanes_ + e * L);
    }
    double* to = samples_;
    const auto add = [&](std::size_t i, std::size_t n) __attribute__((always_inline)) {
      const auto rows = NarrowTile<Target, D, T>::load(x.data + i * x.row_stride, x.row_stride, n);
      const auto whole = [&](const T* p) __attribute__((always_inline)) {
        return n == tile ? RowLanes<Target, T>::load(p) : RowLanes<Target, T>::load(p, n);
      };
      const RowLanes<Target, T> targets = whole(t + i);
      const RowLanes<Target, T> factors = weighted ? whole(weights + i) : targets;
      ADALINE_UNROLL for (std::size_t part = 0; part < tile / L; ++part) {
        if (part * L >= n) break;
        Sum y[columns];
        // From memory for each part: g++ 12 would keep them in registers, which sums need, and spill these.
        const double* origin = origins;
        asm("" : "+r"(origin));
        ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) {
          y[j] = widened(rows.column[j], part) - Sum::all(origin[j]);
        }
        y[D] = widened(targets, part) - Sum::all(origin[D]);
        y[D + 1] = Sum::all(1);
        if (n < tile) {
          // Rows that are not there have zeros in all columns.
          ADALINE_UNROLL for (std::size_t j = 0; j < columns; ++j) y[j] = y[j].first(smaller(n - part * L, L));
        }
        const Sum weight = widened(factors, part);
        ADALINE_UNROLL for (std::size_t j = packed; j < columns; ++j) {
          const Sum factor = weighted ? weight * y[j] : y[j];
          ADALINE_UNROLL for (std::size_t k = 0; k <= j; ++k) {
            Sum& of_pair = sum[triangle_row(j) + k - triangle_row(packed)];
            if (j == D + 1 && !weighted) {
              of_pair = of_pair + y[k];  // what a multiple of one gives, and multipliers are free for others
            } else {
              of_pair.add_product(factor, y[k]);
            }
          }
        }
        ADALINE_UNROLL for (std::size_t j = 0; j < packed; ++j) {
          y[j].store(to + j * L);
          if (weighted) (weight * y[j]).store(to + (weighted_ - samples_) + j * L);
        }
        to += columns * L;
      }
    };
    // In line once: the code of a last, incomplete tile apart from that of whole ones would be twice as long.
    for (std::size_t i = 0; i < x.rows; i += tile) {
      ask_for_tile<D>(x.data + i * x.row_stride, t + i);
      add(i, smaller(tile, x.rows - i));
    }
    ADALINE_UNROLL for (std::size_t e = triangle_row(packed); e < pairs; ++e) {
      sum[e - triangle_row(packed)].store(lanes_ + e * L);
    }
  }

  // Lanes part * L and on.
  static ADALINE_INLINE Sum widened(const RowLanes<Target, double>& y, std::size_t) { return y; }
  static ADALINE_INLINE Sum widened(const RowLanes<Target, float>& y, std::size_t part) {
    Sum wide;
    ADALINE_UNROLL for (std::size_t i = 0; i < Sum::count / 2 + Sum::count % 2; ++i) {
      const auto narrow = y.vector[(part * Sum::count + 2 * i) / 2].data;
      if constexpr (Sum::count == 1) {
        wide.vector[0] = V(widen(part == 0 ? lower(narrow) : upper(narrow)));
      } else {
        wide.vector[2 * i] = V(widen(lower(narrow)));
        wide.vector[2 * i + 1] = V(widen(upper(narrow)));
      }
    }
    return wide;
  }

  // Entries (First + a, First + b), b <= a < Count, in pieces whose sums registers hold.
  template <std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_triangle() {
    if constexpr (Count * (Count + 1) / 2 <= most) {
      add_pairs<First, Count, First, Count>();
    } else {
      constexpr std::size_t half = (Count + 1) / 2;
      add_triangle<First, half>();
      add_rectangle<First + half, Count - half, First, half>();
      add_triangle<First + half, Count - half>();
    }
  }
  template <std::size_t FirstRow, std::size_t Rows, std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_rectangle() {
    if constexpr (Rows * Count <= most) {
      add_pairs<FirstRow, Rows, First, Count>();
    } else if constexpr (Rows >= Count) {
      add_rectangle<FirstRow, Rows / 2, First, Count>();
      add_rectangle<FirstRow + Rows / 2, Rows - Rows / 2, First, Count>();
    } else {
      add_rectangle<FirstRow, Rows, First, Count / 2>();
      add_rectangle<FirstRow, Rows, First + Count / 2, Count - Count / 2>();
    }
  }

  template <std::size_t FirstRow, std::size_t Rows, std::size_t First, std::size_t Count>
  ADALINE_INLINE void add_pairs() {
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
    const double* left = left_ + FirstRow * L + lane_;
    const double* right = samples_ + First * L + lane_;
    for (std::size_t i = 0; i < steps_; ++i) {
      V y[Count];
      ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) y[b] = load<Target>(right + b * L);
      ADALINE_UNROLL for (std::size_t a = 0; a < Rows; ++a) {
        const V factor = load<Target>(left + a * L);
        ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) {
          if (has(a, b)) sum[a][b] = multiply_add<Target, double>(factor, y[b], sum[a][b]);
        }
      }
      left += columns * L;
      right += columns * L;
    }
    ADALINE_UNROLL for (std::size_t a = 0; a < Rows; ++a) {
      ADALINE_UNROLL for (std::size_t b = 0; b < Count; ++b) {
        if (has(a, b)) store_whole(lanes_of(a, b), sum[a][b]);
      }
    }
  }

  std::size_t block_rows_;
  double* samples_;
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
