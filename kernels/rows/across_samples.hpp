// Rows of up to narrow_features: a row in each lane, and their products are chains in the order of the
// features.
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/rows/row_product.hpp"
#include "kernels/simd/columns.hpp"
#include "kernels/simd/lanes.hpp"

// Each number of features is compiled by itself: calls use(D) for every D up to narrow_features.
#define ADALINE_FOR_NARROW_FEATURES(use) use(0) use(1) use(2) use(3) use(4) use(5) use(6) use(7) use(8)

namespace adaline::kernels {
namespace {

static_assert(narrow_features == 8, "that is where ADALINE_FOR_NARROW_FEATURES ends");

// The columns of at most L rows of D features.
template <class Target, std::size_t D, class T, std::size_t L = row_lanes<T>>
struct NarrowTile {
  using Column = Lanes<Target, T, L>;

  Column column[D + 1];  // one more: an array of none is not C++

  // The first n rows; the other lanes are +0.
  static ADALINE_INLINE NarrowTile load(const T* x, std::size_t stride, std::size_t n) {
    NarrowTile tile;
    if (D == 1 && stride == 1) {
      tile.column[0] = n == L ? Column::load(x) : Column::load(x, n);
      return tile;
    }
    // An incomplete tile goes through a padded copy, so that the code for whole ones serves both.
    alignas(64) T padded[L * (D + 1)];
    if (n < L) [[unlikely]] {
      for (T& element : padded) element = 0;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < D; ++j) padded[i * D + j] = x[i * stride + j];
      }
      x = padded;
      stride = D;
    }
    if (stride == D) {
      tile.load_dense(x);
    } else if (stride == 1) {
      ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) tile.column[j] = Column::load(x + j);
    } else {
      tile.load_strided(x, stride);
    }
    return tile;
  }

  ADALINE_INLINE Column outputs(const T* w, T bias) const {
    Column sum = Column::all(0);
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) sum.add_product(column[j], Column::all(w[j]));
    return sum + Column::all(bias);
  }

 private:
  using V = Vector<Target, T>;
  static constexpr std::size_t W = V::size;

  ADALINE_INLINE void load_dense(const T* x) {
    if constexpr (D > 0) {
      ADALINE_UNROLL for (std::size_t i = 0; i < Column::count; ++i) {
        V row[D];
        V of_rows[D];
        ADALINE_UNROLL for (std::size_t k = 0; k < D; ++k) row[k] = kernels::load<Target>(x + (i * D + k) * W);
        Columns<Target, T>::of(row, of_rows);
        ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) column[j].vector[i] = of_rows[j];
      }
    }
  }

  ADALINE_INLINE void load_strided(const T* x, std::size_t stride) {
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) {
      ADALINE_UNROLL for (std::size_t i = 0; i < Column::count; ++i) {
        column[j].vector[i] = gathered(x + i * W * stride + j, stride, std::make_index_sequence<W>{});
      }
    }
  }

  template <std::size_t... I>
  static ADALINE_INLINE V gathered(const T* p, std::size_t stride, std::index_sequence<I...>) {
    return V(p[I * stride]...);
  }
};

}  // namespace
}  // namespace adaline::kernels
