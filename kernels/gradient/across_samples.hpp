// The gradient of up to narrow_features: sample i of a chunk goes to lane i mod row_lanes of the sum of each
// feature.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/gradient/errors.hpp"
#include "kernels/rows/across_samples.hpp"
#include "kernels/rows/prefetch.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class Loss, std::size_t D, class T>
class NarrowGradient {
 public:
  ADALINE_INLINE NarrowGradient(const MatrixView<T>& x, const T* t, const T* w, T bias,
                                std::size_t prefetch_distance)
      : x_(x), t_(t), w_(w), bias_(bias), prefetch_distance_(prefetch_distance) {}

  // Returns the sum of the losses.
  ADALINE_INLINE double sums(T* descent, T* bias_descent) {
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) sum_[j] = Sum::all(0);
    std::size_t i = 0;
    if constexpr (by_register) i = take_tiles_by_register();
    if constexpr (D == 1) {
      for (; i + L <= x_.rows; i += L) take_tile(i, L);
    }
    for (; i < x_.rows; i += L) {
      prefetch_narrow_tile<D>(x_.data + i * x_.row_stride, prefetch_distance_);
      take_tile(i, smaller(L, x_.rows - i));
    }
    *bias_descent = bias_sum_.reduce();
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) descent[j] = sum_[j].reduce();
    return loss_.reduce();
  }

 private:
  using Sum = RowLanes<Target, T>;
  using V = Vector<Target, T>;
  static constexpr std::size_t L = row_lanes<T>;

  ADALINE_INLINE void take_tile(std::size_t i, std::size_t n) {
    const auto samples = NarrowTile<Target, D, T>::load(x_.data + i * x_.row_stride, x_.row_stride, n);
    const Sum errors = residuals<Target, T>(t_ + i, samples.outputs(w_, bias_), n);
    add_errors<Target, Loss, T>(errors, loss_, bias_sum_);
    const Sum factor = Loss::psi(errors);
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) sum_[j].add_product(factor, samples.column[j]);
  }

  // Where registers cannot hold all lanes of all columns and sums, some tiles are gone through for one register
  // of their rows, then for the next: 5 to 8 floats on AVX2 are 1.15 to 1.2 times as fast by it. Samples in
  // memory bound the number of tiles: with 8 they are read 1.3 times as fast as with 16 (8 doubles, Zen 5).
  static constexpr bool by_register = Sum::count > 1 && D* Sum::count > Target::most_registers_of_narrow_sums;
  static constexpr std::size_t tiles_at_a_time = Target::narrow_tiles_by_register;

  // All whole tiles. Returns how many rows these are.
  ADALINE_INLINE std::size_t take_tiles_by_register() {
    alignas(64) T errors[tiles_at_a_time * L];
    std::size_t first = 0;
    while (first + L <= x_.rows) {
      const std::size_t tiles = smaller(tiles_at_a_time, (x_.rows - first) / L);
      if (prefetch_distance_ > 0) {
        const T* const rows = x_.data + first * x_.row_stride;
        prefetch_rows(rows, tiles * L, x_.row_stride, D, prefetch_distance_);
      }
      for (std::size_t i = 0; i < Sum::count; ++i) take_register(i, first, tiles, errors);
      for (std::size_t k = 0; k < tiles * L; k += L) {
        add_errors<Target, Loss, T>(Sum::load(errors + k), loss_, bias_sum_);
      }
      first += tiles * L;
    }
    return first;
  }

  ADALINE_INLINE void take_register(std::size_t i, std::size_t first, std::size_t tiles, T* errors) {
    V sum[D];
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) sum[j] = sum_[j].vector[i];
    for (std::size_t tile = 0; tile < tiles; ++tile) {
      const std::size_t at = tile * L + i * V::size;
      const T* const rows = x_.data + (first + at) * x_.row_stride;
      const auto samples = NarrowTile<Target, D, T, V::size>::load(rows, x_.row_stride, V::size);
      const V error = minus(load<Target>(t_ + first + at), samples.outputs(w_, bias_).vector[0]);
      store_whole(errors + at, error);
      const V factor = Loss::psi(error);
      ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) {
        sum[j] = multiply_add<Target, T>(factor, samples.column[j].vector[0], sum[j]);
      }
    }
    ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) sum_[j].vector[i] = sum[j];
  }

  const MatrixView<T>& x_;
  const T* t_;
  const T* w_;
  T bias_;
  std::size_t prefetch_distance_;
  Sum sum_[D + 1];
  Sum bias_sum_ = Sum::all(0);
  typename Loss::Sum loss_ = Loss::Sum::all(0);
};

}  // namespace
}  // namespace adaline::kernels
