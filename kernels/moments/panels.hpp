// The samples of a block, packed for tiles: moved columns in double, in panels of a few columns, row after row.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/moments/plan.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// Panel g holds columns g * width and on; column c of row r stands at (g * block_rows + r) * width + c mod
// width. The target stands behind the features, then ones, then zeros up to a whole panel.
template <class Target>
class Panels {
 public:
  static constexpr std::size_t width = Target::moment_panel;

  ADALINE_INLINE Panels(std::size_t features, std::size_t block_rows, double* data)
      : features_(features), block_rows_(block_rows), data_(data) {}

  static constexpr std::size_t count(std::size_t features) { return (features + 2 + width - 1) / width; }

  ADALINE_INLINE const double* panel(std::size_t g) const { return data_ + g * block_rows_ * width; }

  // What is the same in all blocks: the ones and zeros of panels without a feature. `origins` has a -1 for the
  // ones and zeros behind it.
  ADALINE_INLINE void set_ones(const double* origins) {
    for (std::size_t g = (features_ + width - 1) / width; g < count(features_); ++g) {
      double* to = panel_at(g, 0);
      for (std::size_t r = 0; r < block_rows_; ++r) {
        ADALINE_UNROLL for (std::size_t v = 0; v < width; v += V::size) {
          store_whole(to + v, minus(V(0.0), load<Target>(origins + g * width + v)));
        }
        to += width;
      }
    }
  }

  // Rows of samples with their targets, moved by -origins. Some rows at a time, panel by panel: each is read
  // once from memory, and an origin stays in a register.
  template <class T>
  ADALINE_INLINE void pack(const MatrixView<T>& x, const T* t, const double* origins) {
    constexpr std::size_t rows_at_a_time = 16;
    const std::size_t whole = features_ / width;
    for (std::size_t first = 0; first < x.rows; first += rows_at_a_time) {
      const std::size_t end = smaller(first + rows_at_a_time, x.rows);
      const T* const from = x.data + first * x.row_stride;
      for (std::size_t g = 0; g < whole; ++g) {
        V origin[width / V::size];
        ADALINE_UNROLL for (std::size_t v = 0; v < width / V::size; ++v) {
          origin[v] = load<Target>(origins + g * width + v * V::size);
        }
        const T* row = from + g * width;
        double* to = panel_at(g, first);
        for (std::size_t r = first; r < end; ++r) {
          ADALINE_UNROLL for (std::size_t v = 0; v < width / V::size; ++v) {
            store_whole(to + v * V::size, minus(load_double<Target>(row + v * V::size), origin[v]));
          }
          row += x.row_stride;
          to += width;
        }
      }
      pack_rest(from, x.row_stride, whole, first, end, origins);
      double* const targets = panel_at(features_ / width, first) + features_ % width;
      for (std::size_t r = first; r < end; ++r)
        targets[(r - first) * width] = double(t[r]) - origins[features_];
    }
  }

  // Rows of `samples`, times their weights.
  template <class T>
  ADALINE_INLINE void pack_weighted(const Panels& samples, const T* weights, std::size_t rows) {
    for (std::size_t g = 0; g < count(features_); ++g) {
      const double* const from = samples.panel(g);
      double* const to = panel_at(g, 0);
      for (std::size_t r = 0; r < rows; ++r) {
        const V weight = V(static_cast<double>(weights[r]));
        ADALINE_UNROLL for (std::size_t l = 0; l < width; l += V::size) {
          store_whole(to + r * width + l, times(weight, load<Target>(from + r * width + l)));
        }
      }
    }
  }

 private:
  using V = Vector<Target, double>;

  ADALINE_INLINE double* panel_at(std::size_t g, std::size_t r) {
    return data_ + (g * block_rows_ + r) * width;
  }

  // The last features, where they fill no panel.
  template <class T>
  ADALINE_INLINE void pack_rest(const T* row, std::size_t stride, std::size_t g, std::size_t first,
                                std::size_t end, const double* origins) {
    const std::size_t n = features_ % width;
    if (n == 0) return;
    double* to = panel_at(g, first);
    row += g * width;
    for (std::size_t r = first; r < end; ++r) {
      ADALINE_UNROLL for (std::size_t v = 0; v < width; v += V::size) {
        const V element = n <= v ? V(0.0) : load_first_double<Target>(row + v, smaller(V::size, n - v));
        store_whole(to + v, minus(element, load<Target>(origins + g * width + v)));
      }
      row += stride;
      to += width;
    }
  }

  std::size_t features_;
  std::size_t block_rows_;
  double* data_;
};

}  // namespace
}  // namespace adaline::kernels
