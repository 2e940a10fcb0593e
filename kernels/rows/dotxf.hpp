// Products of rows with the weights, F rows together: the weights are loaded once for all of them (BLIS calls
// it dotxf).
#pragma once

#include "kernels/rows/row_pointers.hpp"
#include "kernels/rows/step.hpp"

namespace adaline::kernels {
namespace {

template <std::size_t F, class Target, class T, class Step>
ADALINE_INLINE void dotxf_step(const RowPointers<F, T>& row, const T* w, Step step, RowLanes<Target, T>* sum) {
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      const auto weights = step.load(w, i);
      ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) {
        sum[r].vector[i] = multiply_add<Target, T>(step.load(row[r], i), weights, sum[r].vector[i]);
      }
    }
  }
}

// sum[r] = the lanes of row r times w, for F rows at x of d columns.
template <class Target, std::size_t F, class T>
ADALINE_INLINE void dotxf(const T* x, std::size_t stride, const T* w, std::size_t d, RowLanes<Target, T>* sum) {
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<F, T> row(x, stride);
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) sum[r] = RowLanes<Target, T>::all(0);
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    dotxf_step<F>(row, w, WholeStep<Target, T>{}, sum);
    row.advance(L);
    w += L;  // as the rows: with an index g++ would give each row a pointer after all
  }
  if (j < d) dotxf_step<F>(row, w, LastStep<Target, T>{d - j}, sum);
}

// product[r] = x[r] w, each reduced by itself.
template <class Target, std::size_t F, class T>
ADALINE_INLINE void row_products(const T* x, std::size_t stride, const T* w, std::size_t d, T* product) {
  RowLanes<Target, T> sum[F];
  dotxf<Target, F>(x, stride, w, d, sum);
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) product[r] = sum[r].reduce();
}

}  // namespace
}  // namespace adaline::kernels
