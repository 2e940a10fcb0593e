// A micro-kernel to copy: rows of samples, some of them in flight, summed across features. It is built and
// tested as it stands (tests/kernels/skeleton_test.cpp). kernels/README.md says what else a kernel of the
// library needs.
//
// To make a kernel of it: copy this file to kernels/<folder>/<name>.hpp with the namespace adaline::kernels,
// and the loops of definition.hpp to kernels/definition/; then change what is marked with CHANGE.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/rows/row_pointers.hpp"
#include "kernels/rows/step.hpp"

namespace adaline::skeleton {
// All code of a level lies in an anonymous namespace, so that the linker cannot share a function of one level
// with another.
namespace {

using namespace kernels;

// One step of the loop over the columns: 64 bytes of each of F rows. It is compiled twice, for a whole step and
// for the last one; step.load() touches nothing behind the last column, and step.reaches(i) tells whether
// vector i holds any.
//
// Both loops have constant bounds and index arrays of vectors, so both need ADALINE_UNROLL: the arrays stay in
// registers.
template <std::size_t F, class Target, class T, class Step>
ADALINE_INLINE void squared_norms_step(const RowPointers<F, T>& row, Step step, RowLanes<Target, T> (&sum)[F]) {
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      // CHANGE: what all rows share is loaded here, once: the weights in dotxf, the updated vector in axpyf.
      ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) {
        // CHANGE: what is done with each element. multiply_add rounds once in the fused family and twice in the
        // other; no other function and no operator of vectors may be used for a product that is added.
        const auto x = step.load(row[r], i);
        sum[r].vector[i] = multiply_add<Target, T>(x, x, sum[r].vector[i]);
      }
    }
  }
}

// F rows together. RowPointers holds one pointer for four rows, which keeps the others out of the registers.
template <class Target, std::size_t F, class T>
ADALINE_INLINE void squared_norms_of_rows(const T* x, std::size_t stride, std::size_t d, T* norms) {
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<F, T> row(x, stride);
  RowLanes<Target, T> sum[F];
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) sum[r] = RowLanes<Target, T>::all(0);
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    squared_norms_step<F, Target>(row, WholeStep<Target, T>{}, sum);
    row.advance(L);
  }
  if (j < d) squared_norms_step<F, Target>(row, LastStep<Target, T>{d - j}, sum);
  // The fixed tree of additions, then + 0. Of a whole tile, `reduced` of kernels/rows/results.hpp does it for
  // all rows at once, with the same bits.
  ADALINE_UNROLL for (std::size_t r = 0; r < F; ++r) norms[r] = sum[r].reduce();
}

// The micro-kernel, under the name in kernels/kernels.inc: it is in the level's table.
//
// CHANGE: where there are strategies to choose from, a plan is the last parameter, and a `switch` over
// plan.strategy is here. How many rows are in flight is a number of the level (isa/<name>.hpp) and not of this
// file.
template <class Target, class T>
void squared_norms(const MatrixView<T>& x, T* norms) {
  constexpr std::size_t F = Target::rows_in_flight;
  std::size_t i = 0;
  for (; i + F <= x.rows; i += F) {
    squared_norms_of_rows<Target, F>(x.data + i * x.row_stride, x.row_stride, x.cols, norms + i);
  }
  for (; i < x.rows; ++i) {
    squared_norms_of_rows<Target, 1>(x.data + i * x.row_stride, x.row_stride, x.cols, norms + i);
  }
}

}  // namespace
}  // namespace adaline::skeleton
