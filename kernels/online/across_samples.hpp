// Online learning of up to narrow_features: blocks of row_lanes rows, one in each lane.
#pragma once

#include "kernels/online/forward_substitution.hpp"
#include "kernels/online/state.hpp"
#include "kernels/rows/across_samples.hpp"

namespace adaline::kernels {
namespace {

// effect[i][k]: what the step of row i changes in the error of row k behind it, for the first `steps` rows i.
// Register by register of the rows behind: their columns stay in registers, and what would be changed in those
// before row i is left out.
template <class Target, std::size_t D, class T>
ADALINE_INLINE void set_narrow_effects(const NarrowTile<Target, D, T>& tile, const T* x, std::size_t stride,
                                       std::size_t steps, T rate, T bias_product,
                                       T (&effect)[row_lanes<T>][row_lanes<T>]) {
  using V = Vector<Target, T>;
  ADALINE_UNROLL for (std::size_t p = 0; p < RowLanes<Target, T>::count; ++p) {
    const std::size_t last = (p + 1) * V::size - 1;  // the last row behind in this register
    for (std::size_t i = 0; i < smaller(steps, last); ++i) {
      V product(T(0));
      ADALINE_UNROLL for (std::size_t j = 0; j < D; ++j) {
        product = multiply_add<Target, T>(tile.column[j].vector[p], V(x[i * stride + j]), product);
      }
      store_whole(effect[i] + p * V::size, times(V(rate), plus(product, V(bias_product))));
    }
  }
}

// e[k] -= effect[i][k] * psi(e[i]) for all i < k.
template <class Target, class Loss, class T>
ADALINE_INLINE void substitute_forward(std::size_t rows, T* e, const T (&effect)[row_lanes<T>][row_lanes<T>]) {
  for (std::size_t k = 0; k < rows; ++k) {
    for (std::size_t i = 0; i < k; ++i) {
      e[k] = scalar_multiply_add<Target, T>(-effect[i][k], Loss::psi(e[i]), e[k]);
    }
  }
}

// A whole block apart: the substitution of a known number of rows stays in registers.
template <class Target, class Loss, class T>
ADALINE_INLINE void substitute_whole_block(T* errors, const T (&effect)[row_lanes<T>][row_lanes<T>]) {
  constexpr std::size_t L = row_lanes<T>;
  T e[L];
  ADALINE_UNROLL for (std::size_t k = 0; k < L; ++k) e[k] = errors[k];
  ADALINE_UNROLL for (std::size_t k = 0; k < L; ++k) {
    ADALINE_UNROLL for (std::size_t i = 0; i < k; ++i) {
      e[k] = scalar_multiply_add<Target, T>(-effect[i][k], Loss::psi(e[i]), e[k]);
    }
  }
  ADALINE_UNROLL for (std::size_t k = 0; k < L; ++k) errors[k] = e[k];
}

// One for all numbers of features, where a level is better small than 1.05 times as fast (AVX-512, Zen 5).
template <class Target, class Loss, class T>
[[gnu::noinline]] void substitute_whole_block_apart(T* errors, const T (&effect)[row_lanes<T>][row_lanes<T>]) {
  substitute_whole_block<Target, Loss>(errors, effect);
}

// The next rows, at most row_lanes. False where an error is not finite: then nothing is learned.
template <class Target, std::size_t D, class State, class T>
ADALINE_INLINE bool learn_narrow_block(State& state, std::size_t rows, T* errors) {
  using Loss = typename State::Loss;
  using Lane = RowLanes<Target, T>;
  constexpr std::size_t L = row_lanes<T>;
  const T* const x = state.row(state.done);
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  const auto tile = NarrowTile<Target, D, T>::load(x, stride, rows);
  const Lane outputs = tile.outputs(state.w, state.bias);
  alignas(64) T effect[L][L];
  if (rows == L) {
    set_narrow_effects(tile, x, stride, L - 1, rate, state.bias_product(), effect);
    (Lane::load(state.targets()) - outputs).store(errors);
    if constexpr (Target::substitutes_in_line) {
      substitute_whole_block<Target, Loss>(errors, effect);
    } else {
      substitute_whole_block_apart<Target, Loss>(errors, effect);
    }
  } else {
    set_narrow_effects(tile, x, stride, rows - 1, rate, state.bias_product(), effect);
    (Lane::load(state.targets(), rows) - outputs).store(errors, rows);
    substitute_forward<Target, Loss>(rows, errors, effect);
  }
  if (!are_finite(errors[rows - 1])) return false;
  Lane weights = Lane::load(state.w, D);
  T bias = state.bias;
  for (std::size_t k = 0; k < rows; ++k) {
    const T step = rate * Loss::psi(errors[k]);
    weights.add_product(Lane::all(step), Lane::load(x + k * stride, D));
    if (state.learn_bias) bias = bias + step;
  }
  weights.store(state.w, D);
  state.bias = bias;
  return true;
}

// All rows that are left.
template <class Target, std::size_t D, class State>
ADALINE_INLINE void learn_across_samples(State& state) {
  using T = decltype(state.rate);
  while (state.left() > 0) {
    const std::size_t rows = smaller(state.left(), row_lanes<T>);
    T* const errors = state.errors.room_for(rows);
    if (learn_narrow_block<Target, D>(state, rows, errors)) [[likely]] {
      state.finish_block(rows);
    } else {
      state.take_row_by_row(rows);
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
