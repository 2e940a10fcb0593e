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

  // Row i: what the step of sample i changes in the errors of those behind it. Register by register of these: their columns
  // stay in registers, and what would be changed in those before it is left out.
  alignas(64) T effect[L][L];
  const T rate = state.rate;
  const T bias_product = state.bias_product();
  const auto set_effects = [&](std::size_t steps) ADALINE_INLINED {
    using R = Register<Level, T>;
    unroll<Lane::count>([&](auto part) ADALINE_INLINED {
      constexpr std::size_t p = decltype(part)::value;
      constexpr std::size_t behind = (p + 1) * R::size - 1;  // the last one that these registers hold
      for (std::size_t i = 0; i < smaller(steps, behind); ++i) {
        R product(T(0));
        unroll<D>([&](auto j) ADALINE_INLINED {
          product = multiply_add<Level, T>(samples.column[j.value].part[decltype(part)::value],
                                           R(x[i * stride + j.value]), product);
        });
        R(R(rate).data * R(product.data + R(bias_product).data).data).store_unaligned(effect[i] + p * R::size);
      }
    });
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
    set_effects(L - 1);
    (Lane::load(state.targets()) - outputs).store(errors);
    T e[L];
    unroll<L>([&](auto k) ADALINE_INLINED { e[k.value] = errors[k.value]; });
    substitute<Level>(e, effect_of);
    unroll<L>([&](auto k) ADALINE_INLINED { errors[k.value] = e[k.value]; });
    if (!finite(e[L - 1])) return false;
    for (std::size_t k = 0; k < L; ++k) update(k);
  } else {
    set_effects(rows - 1);
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
