// Online learning of at most narrow_features features: blocks of row_lanes samples, one in each lane.
#pragma once

#include "online_block.hpp"

namespace adaline::kernels {
namespace {

// The next rows, at most row_lanes. False where an error is not finite: then nothing is learned.
template <class Level, std::size_t D, class T>
ADALINE_INLINE bool learn_narrow_block(OnlineEpochState<Level, T>& state, std::size_t rows, T* errors) {
  constexpr std::size_t L = row_lanes<T>;
  using Lane = Group<Level, T>;
  const T* const x = state.row(state.done);
  const std::size_t stride = state.x.row_stride;
  const auto samples = NarrowGroup<Level, D, T>::load(x, stride, rows);
  const Lane outputs = samples.outputs(state.w, state.bias);

  // Row i: what the step of sample i changes in the errors of the others.
  alignas(64) T effect[L][L];
  const T rate = state.rate;
  const Lane bias_product = Lane::all(state.bias_product());
  const auto set_effects = [&](std::size_t i) ADALINE_INLINED {
    Lane product = Lane::all(0);
    unroll<D>([&](auto j) ADALINE_INLINED {
      product.add_product(samples.column[j.value], Lane::all(x[i * stride + j.value]));
    });
    (Lane::all(rate) * (product + bias_product)).store(effect[i]);
  };
  const auto effect_of = [&](std::size_t k, std::size_t i) ADALINE_INLINED { return effect[i][k]; };
  Lane weights = Lane::load(state.w, D);
  T bias = state.bias;
  const auto update = [&](std::size_t k) ADALINE_INLINED {
    const T step = rate * errors[k];
    weights.add_product(Lane::all(step), Lane::load(x + k * stride, D));
    if (state.learn_bias) bias = bias + step;
  };
  // Whole blocks are compiled apart: the substitution of a known number of rows stays in registers.
  if (rows == L) {
    for (std::size_t i = 0; i + 1 < L; ++i) set_effects(i);
    (Lane::load(state.targets()) - outputs).store(errors);
    T e[L];
    unroll<L>([&](auto k) ADALINE_INLINED { e[k.value] = errors[k.value]; });
    substitute<Level>(e, effect_of);
    unroll<L>([&](auto k) ADALINE_INLINED { errors[k.value] = e[k.value]; });
    if (!finite(e[L - 1])) return false;
    for (std::size_t k = 0; k < L; ++k) update(k);
  } else {
    for (std::size_t i = 0; i + 1 < rows; ++i) set_effects(i);
    (Lane::load(state.targets(), rows) - outputs).store(errors, rows);
    substitute<Level>(rows, errors, effect_of);
    if (!finite(errors[rows - 1])) return false;
    for (std::size_t k = 0; k < rows; ++k) update(k);
  }
  weights.store(state.w, D);
  state.bias = bias;
  return true;
}

// All rows.
template <class Level, class T>
ADALINE_INLINE void online_narrow(OnlineEpochState<Level, T>& state) {
  with_narrow(state.x.cols, [&](auto d) ADALINE_INLINED {
    while (state.left() > 0) {
      const std::size_t rows = smaller(state.left(), row_lanes<T>);
      T* const errors = state.errors.room_for(rows);
      if (learn_narrow_block<Level, d.value>(state, rows, errors)) [[likely]] {
        state.finish_block(rows);
      } else {
        state.take_row_by_row(rows);
      }
    }
  });
}

}  // namespace
}  // namespace adaline::kernels
