// Blocks of rows whose Gram matrix is made a block ahead: it does not depend on the weights, and keeps the CPU
// busy while it waits for the errors of the block at hand.
#pragma once

#include "kernels/online/forward_substitution.hpp"
#include "kernels/online/plan.hpp"
#include "kernels/online/state.hpp"
#include "kernels/rows/axpyf.hpp"
#include "kernels/rows/prefetch.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

template <std::size_t B, class Target, class T, class Step>
ADALINE_INLINE void update_and_multiply_step(const RowPointers<2 * B, T>& row,
                                             const Vector<Target, T> (&factor)[B], T* w, Step step,
                                             RowLanes<Target, T> (&sum)[B]) {
  ADALINE_UNROLL for (std::size_t i = 0; i < Step::registers; ++i) {
    if (step.reaches(i)) {
      auto weights = step.load(w, i);
      ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) {
        weights = multiply_add<Target, T>(factor[r], step.load(row[r], i), weights);
      }
      step.store(w, i, weights);
      ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) {
        sum[r].vector[i] = multiply_add<Target, T>(step.load(row[B + r], i), weights, sum[r].vector[i]);
      }
    }
  }
}

// w += factor[r] x[r] and then x[B + r] w, for r < B, in one sweep.
template <class Target, std::size_t B, class T>
ADALINE_INLINE Results<Target, B, T> update_and_multiply(const T* x, std::size_t stride,
                                                         const Vector<Target, T> (&factor)[B], T* w,
                                                         std::size_t d) {
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<2 * B, T> row(x, stride);
  RowLanes<Target, T> sum[B];
  ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) sum[r] = RowLanes<Target, T>::all(0);
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    update_and_multiply_step<B, Target>(row, factor, w, WholeStep<Target, T>{}, sum);
    row.advance(L);
    w += L;
  }
  if (j < d) update_and_multiply_step<B, Target>(row, factor, w, LastStep<Target, T>{d - j}, sum);
  return reduced<Target>(sum);
}

// All whole blocks of B rows.
template <class Target, std::size_t B, class State>
ADALINE_INLINE void learn_gram_ahead(State& state, std::size_t prefetch_distance) {
  using Loss = typename State::Loss;
  using T = decltype(state.rate);
  using Outputs = Results<Target, B, T>;
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  const std::size_t blocks = state.left() / B;
  alignas(64) T effects[2][GramResults<Target, B, T>::size];
  Outputs product;
  for (std::size_t i = 0; i <= blocks; ++i) {
    const T* const next = state.row(i * B);
    // In two halves: the requests of a whole block of long rows would wait for each other.
    if (prefetch_distance > 0) prefetch_rows(next, B / 2, stride, d, prefetch_distance);
    if (i < blocks) {
      set_effects<Target, B>(gram<Target, B>(next, stride, d), rate, state.bias_product(), effects[i % 2]);
    }
    if (prefetch_distance > 0) prefetch_rows(next + B / 2 * stride, B - B / 2, stride, d, prefetch_distance);
    if (i > 0) {
      T e[B];
      (Outputs::load(state.targets(), B) - (product + Outputs::all(state.bias))).lanes_to(e);
      substitute_forward<Target, Loss>(e, effects[(i - 1) % 2]);
      if (are_finite(e[B - 1])) [[likely]] {
        T step[B];
        ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) step[k] = rate * Loss::psi(e[k]);
        state.put_errors(e);
        state.move_bias(step);
        const T* const rows = next - B * stride;
        Vector<Target, T> factor[B];
        ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) factor[k] = Vector<Target, T>(step[k]);
        if constexpr (Target::gram_ahead_updates_in_sweep) {
          if (i < blocks) {
            product = update_and_multiply<Target>(rows, stride, factor, state.w, d);
            continue;
          }
        }
        axpyf<Target>(rows, stride, factor, state.w, d);
      } else {
        state.take_row_by_row(B);
      }
    }
    if (i < blocks) product = products<Target, Target::gram_in_flight, B>(next, stride, state.w, d);
  }
}

}  // namespace
}  // namespace adaline::kernels
