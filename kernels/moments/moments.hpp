// The second moments of one chunk: means, and sums of products of what differs from them.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/definition/origin.hpp"
#include "kernels/moments/across_samples.hpp"
#include "kernels/moments/tiles.hpp"

namespace adaline::kernels {
namespace {

template <class T, class Weight>
ADALINE_INLINE void set_origins(const MatrixView<T>& x, const T* t, Weight weight, double* origins) {
  for (std::size_t j = 0; j < x.cols; ++j) {
    const T* const column = x.data + j;
    origins[j] = definition::origin(
        x.rows, [&](std::size_t i) { return double(column[i * x.row_stride]); }, weight);
  }
  origins[x.cols] = definition::origin(
      x.rows, [&](std::size_t i) { return double(t[i]); }, weight);
  for (std::size_t j = x.cols + 1; j < padded_columns(x.cols); ++j) origins[j] = 0;
}

template <class T>
void set_origins(const MatrixView<T>& x, const T* t, const T* weights, double* origins) {
  if (weights == nullptr) {
    set_origins(
        x, t, [](std::size_t) { return 1.0; }, origins);
  } else {
    set_origins(
        x, t, [&](std::size_t i) { return double(weights[i]); }, origins);
  }
}

template <class Target, class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means, double* products,
                          MomentsPlan plan) {
  const std::size_t padded = padded_columns(x.cols);
  double* const origins = plan.scratch;
  double* const sums = origins + padded;
  double* const shifts = sums + padded;
  double* const packed = shifts + padded;
  const MomentSums of{x.cols + 1, products, sums};
  set_origins(x, t, weights, origins);
  ask_for_next_origins(x, t);
  switch (x.cols) {
#define ADALINE_CASE(D)                                                                \
  case D:                                                                              \
    NarrowMoments<Target, D>(plan.block_rows, packed).sum(x, t, weights, origins, of); \
    break;
    ADALINE_FOR_NARROW_FEATURES(ADALINE_CASE)
#undef ADALINE_CASE
    default:
      const BlockOfSamples<T> samples{x, t, weights, origins};
      weights != nullptr ? sums_of_tiles<Target, true>(samples, of, plan, packed)
                         : sums_of_tiles<Target, false>(samples, of, plan, packed);
  }
  return finish_moments<Target>(of, origins, shifts, means, plan.first_column,
                                smaller(plan.end_column, of.columns));
}

}  // namespace
}  // namespace adaline::kernels
