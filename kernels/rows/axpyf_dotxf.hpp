// axpyf of F rows and dotxf of the F rows behind them in one sweep over the columns: the rows behind come from
// a far cache while the update by those that are there keeps the CPU busy.
#pragma once

#include "kernels/rows/dotxf.hpp"

namespace adaline::kernels {
namespace {

// Register by register: what is live at once fits into 16 registers.
template <std::size_t F, class Target, class T, class Step>
ADALINE_INLINE void axpyf_dotxf_step(const RowPointers<2 * F, T>& row, const Vector<Target, T> (&factor)[F],
                                     T* y, const T* w, Step step, RowLanes<Target, T> (&sum)[F]) {
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      const auto weights = step.load(w, i);
      auto updated = step.load(y, i);
      ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) {
        sum[r].vector[i] = multiply_add<Target, T>(step.load(row[F + r], i), weights, sum[r].vector[i]);
        updated = multiply_add<Target, T>(factor[r], step.load(row[r], i), updated);
      }
      step.store(y, i, updated);
    }
  }
}

// y += factor[r] x[r] and product[r] = x[F + r] w, for r < F.
template <class Target, std::size_t F, class T>
ADALINE_INLINE void axpyf_dotxf(const T* x, std::size_t stride, const Vector<Target, T> (&factor)[F], T* y,
                                const T* w, std::size_t d, T* product) {
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<2 * F, T> row(x, stride);
  RowLanes<Target, T> sum[F];
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) sum[r] = RowLanes<Target, T>::all(0);
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    axpyf_dotxf_step<F, Target>(row, factor, y + j, w + j, WholeStep<Target, T>{}, sum);
    row.advance(L);
  }
  if (j < d) axpyf_dotxf_step<F, Target>(row, factor, y + j, w + j, LastStep<Target, T>{d - j}, sum);
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) product[r] = sum[r].reduce();
}

}  // namespace
}  // namespace adaline::kernels
