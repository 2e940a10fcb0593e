// The residual gradient of one chunk: sum of psi(e) x, sum of psi(e) and sum of rho(e), with the samples read
// once.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/gradient/across_samples.hpp"
#include "kernels/gradient/four_parts.hpp"
#include "kernels/gradient/one_part.hpp"
#include "kernels/gradient/plan.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class Loss, std::size_t D, class T>
ADALINE_INLINE double narrow_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                      T* bias_descent, std::size_t prefetch_distance) {
  return NarrowGradient<Target, Loss, D, T>(x, t, w, bias, prefetch_distance).sums(descent, bias_descent);
}

template <class Target, class Loss, class T>
ADALINE_INLINE double wide_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                    T* bias_descent, GradientPlan plan) {
  if (x.cols <= most_features_in_parts<T>) {
    return gradient_in_four_parts<Target, Loss>(x, t, w, bias, descent, bias_descent, plan);
  }
  constexpr std::size_t most = Target::most_rows_of_gradient_sweep;
  OnePartGradient<Target, Loss, T> gradient(x, t, w, bias, descent);
  if constexpr (Target::tile_rows_in_flight > 0) {
    if (plan.strategy == GradientStrategy::two_steps_in_order) {
      return one_part_gradient_in_order<Target, Loss>(x, t, w, bias, descent, bias_descent);
    }
  }
  if (is_long_row<T>(x.cols)) {
    return gradient.template sums<Target::rows_in_flight, Products::of_long_rows>(bias_descent);
  }
  if constexpr (most >= 8) {
    if (plan.strategy == GradientStrategy::sweep_of_eight) {
      return gradient.template sums<8, Products::in_sweep>(bias_descent);
    }
  }
  if constexpr (most >= 4) {
    if (plan.strategy == GradientStrategy::sweep_of_four) {
      return gradient.template sums<4, Products::in_sweep>(bias_descent);
    }
  }
  return gradient.template sums<Target::rows_in_flight, Products::together>(bias_descent);
}

template <class Target, class Loss, class T>
ADALINE_INLINE double gradient_of_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                        T* bias_descent, GradientPlan plan) {
  switch (x.cols) {
#define ADALINE_CASE(D) \
  case D:               \
    return narrow_gradient<Target, Loss, D>(x, t, w, bias, descent, bias_descent, plan.prefetch_distance);
    ADALINE_FOR_NARROW_FEATURES(ADALINE_CASE)
#undef ADALINE_CASE
    default:
      return wide_gradient<Target, Loss>(x, t, w, bias, descent, bias_descent, plan);
  }
}

template <class Target, class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                         GradientPlan plan) {
  return gradient_of_chunk<Target, SquaredLoss<Target, T>>(x, t, w, bias, descent, bias_descent, plan);
}

}  // namespace
}  // namespace adaline::kernels
