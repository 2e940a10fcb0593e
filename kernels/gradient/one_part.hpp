// The gradient of rows of more than 256 bytes, in one part: each element of the sum takes the samples in their
// order, F rows at a time.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/gradient/errors.hpp"
#include "kernels/rows/axpyf.hpp"
#include "kernels/rows/axpyf_dotxf.hpp"
#include "kernels/rows/long_rows.hpp"

namespace adaline::kernels {
namespace {

// How the products of a block of F rows are made.
enum class Products {
  in_sweep,      // in one sweep with the update by the block before it
  together,      // before the block's own update, all rows together
  in_order,      // the same, row after row
  of_long_rows,  // together, of rows of more than a chunk
};

template <class Target, class Loss, class T>
class OnePartGradient {
 public:
  ADALINE_INLINE OnePartGradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent)
      : x_(x), t_(t), w_(w), bias_(bias), descent_(descent) {}

  // Returns the sum of the losses.
  template <std::size_t F, Products products>
  ADALINE_INLINE double sums(T* bias_descent) {
    for (std::size_t j = 0; j < x_.cols; ++j) descent_[j] = 0;
    std::size_t i = 0;
    if constexpr (products == Products::in_sweep) {
      i = sweep<F>();
    } else {
      for (; i + F <= x_.rows; i += F) add_block<F, products>(i);
    }
    if constexpr (F > Target::rows_in_flight) {
      for (; i + Target::rows_in_flight <= x_.rows; i += Target::rows_in_flight) {
        add_block<Target::rows_in_flight, Products::together>(i);
      }
    }
    constexpr Products of_one = products == Products::of_long_rows ? products : Products::together;
    for (; i < x_.rows; ++i) add_block<1, of_one>(i);
    *bias_descent = bias_sum_.reduce();
    return loss_.reduce();
  }

 private:
  using Tile = RowLanes<Target, T>;
  using V = Vector<Target, T>;
  static constexpr std::size_t L = row_lanes<T>;

  ADALINE_INLINE const T* row(std::size_t i) const { return x_.data + i * x_.row_stride; }

  // All whole blocks of F rows. Returns how many rows these are.
  template <std::size_t F>
  ADALINE_INLINE std::size_t sweep() {
    const std::size_t end = x_.rows / F * F;
    T product[F];
    if (end > 0) row_products<Target, F>(row(0), x_.row_stride, w_, x_.cols, product);
    for (std::size_t i = 0; i < end; i += F) {
      V factor[F];
      set_errors(i, product, factor);
      if (i + F < end) {
        axpyf_dotxf<Target>(row(i), x_.row_stride, factor, descent_, w_, x_.cols, product);
      } else {
        axpyf<Target>(row(i), x_.row_stride, factor, descent_, x_.cols);
      }
      end_block(i + F);
    }
    return end;
  }

  // The F rows from row i on.
  template <std::size_t F, Products products>
  ADALINE_INLINE void add_block(std::size_t i) {
    T product[F];
    if constexpr (products == Products::of_long_rows) {
      long_row_products<Target, F>(row(i), x_.row_stride, w_, x_.cols, product);
    } else if constexpr (products == Products::in_order) {
      ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) {
        row_products<Target, 1>(row(i + r), x_.row_stride, w_, x_.cols, product + r);
      }
    } else {
      row_products<Target, F>(row(i), x_.row_stride, w_, x_.cols, product);
    }
    V factor[F];
    set_errors(i, product, factor);
    axpyf<Target>(row(i), x_.row_stride, factor, descent_, x_.cols);
    end_block(i + F);
  }

  // Of the block that begins with row i.
  template <std::size_t F>
  ADALINE_INLINE void set_errors(std::size_t i, const T (&product)[F], V (&factor)[F]) {
    if (i % L == 0 && x_.rows - i < L) Tile::all(0).store(errors_);  // the lanes behind the last row
    T* const errors = errors_ + i % L;
    ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) errors[r] = t_[i + r] - (product[r] + bias_);
    asm volatile("" : : : "memory");
    ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) factor[r] = Loss::psi(V(errors[r]));
  }

  // The errors of a whole tile, or of the last one, are there.
  ADALINE_INLINE void end_block(std::size_t next) {
    if (next % L == 0 || next == x_.rows) add_errors<Target, Loss, T>(Tile::load(errors_), loss_, bias_sum_);
  }

  const MatrixView<T>& x_;
  const T* t_;
  const T* w_;
  T bias_;
  T* descent_;
  Tile bias_sum_ = Tile::all(0);
  typename Loss::Sum loss_ = Loss::Sum::all(0);
  alignas(64) T errors_[L];  // of the samples of one tile
};

// Apart from the code for caches, which it would slow down.
template <class Target, class Loss, class T>
[[gnu::noinline]] double one_part_gradient_in_order(const MatrixView<T>& x, const T* t, const T* w, T bias,
                                                    T* descent, T* bias_descent) {
  return OnePartGradient<Target, Loss, T>(x, t, w, bias, descent)
      .template sums<2, Products::in_order>(bias_descent);
}

}  // namespace
}  // namespace adaline::kernels
