// Multiples of rows added to a vector, F rows together: the vector is loaded and stored once for all of them
// (BLIS calls it axpyf).
#pragma once

#include "kernels/rows/step.hpp"

namespace adaline::kernels {
namespace {

// What the vector holds before.
enum class Before { sums, nothing };

template <std::size_t F, Before before, class Target, class T, class Step>
ADALINE_INLINE void axpyf_step(const T* const (&row)[F], const Vector<Target, T> (&factor)[F], T* y,
                               std::size_t j, Step step) {
  using V = Vector<Target, T>;
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      V sum = before == Before::nothing ? V(T(0)) : step.load(y + j, i);
      ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) {
        sum = multiply_add<Target, T>(factor[r], step.load(row[r] + j, i), sum);
      }
      step.store(y + j, i, sum);
    }
  }
}

// y += factor[r] x[r] for F rows of d columns, each element in the order of the rows.
template <class Target, std::size_t F, Before before = Before::sums, class T>
ADALINE_INLINE void axpyf(const T* x, std::size_t stride, const Vector<Target, T> (&factor)[F], T* y,
                          std::size_t d) {
  constexpr std::size_t L = row_lanes<T>;
  const T* row[F];
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) row[r] = x + r * stride;
  std::size_t j = 0;
  for (; j + L <= d; j += L) axpyf_step<F, before, Target>(row, factor, y, j, WholeStep<Target, T>{});
  if (j < d) axpyf_step<F, before, Target>(row, factor, y, j, LastStep<Target, T>{d - j});
}

}  // namespace
}  // namespace adaline::kernels
