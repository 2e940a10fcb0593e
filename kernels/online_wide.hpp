// Online learning of more features than narrow_features, in blocks whose rows stay in the first cache.
//
// What does not depend on the weights, the products of a block's rows with each other, is done a block ahead: it keeps
// the CPU busy while it waits for the errors.
#pragma once

#include "add_rows.hpp"
#include "gram.hpp"
#include "online_block.hpp"

namespace adaline::kernels {
namespace {

// Whether a block's update and the products of the next one fit into one sweep: all of the steps and of the sums are in
// registers.
template <class Level, std::size_t Rows, class T>
inline constexpr bool sweeps_block = Rows <= Register<Level, T>::size&& Rows <=
                                     (Register<Level, float>::size >= 16 ? 8
                                                                         : Register<Level, float>::size / 2);

// The update of w by the rows at x, and the products of the rows behind them with it.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void update_and_multiply(const T* x, std::size_t stride, const T* steps, T* w, std::size_t d,
                                        T* product) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  const T* const next = x + Rows * stride;
  Sum factor[Rows];
  Sum sum[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(steps[r.value]);
    sum[r.value] = Sum::all(0);
  });
  const auto sweep = [&](std::size_t j, auto... n) ADALINE_INLINED {
    Sum weights = Sum::load(w + j, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      weights.add_product(factor[r.value], Sum::load(x + r.value * stride + j, n...));
    });
    weights.store(w + j, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      // Rows of 0.5 to 2 KB end before the CPU has seen that they are read in order: a third faster.
      if (Rows <= 5) __builtin_prefetch(next + (Rows + r.value) * stride + j);
      sum[r.value].add_product(Sum::load(next + r.value * stride + j, n...), weights);
    });
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) sweep(j);
  if (j < d) sweep(j, d - j);
  folded<Level, Rows>(sum).store_unaligned(product);
}

// All whole blocks.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void online_wide(OnlineEpochState<Level, T>& state) {
  using R = Register<Level, T>;
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  const std::size_t blocks = state.left() / Rows;
  alignas(64) T effects[2][room_in_registers<Level, T>(pair_count(Rows))];
  alignas(64) T product[room_in_registers<Level, T>(Rows)];
  T step[Rows] = {};
  bool in_weights = true;  // of the steps of the block before
  for (std::size_t i = 0; i <= blocks; ++i) {
    const T* const next = state.row(i * Rows);
    if (i < blocks) set_effects<Level, Rows>(next, stride, d, rate, state.bias_product(), effects[i % 2]);
    if (i > 0) {
      const T* const effect = effects[(i - 1) % 2];
      T* const errors = state.errors.room_for(Rows);
      const T bias = state.bias;
      for (std::size_t k = 0; k < Rows; ++k) errors[k] = state.targets()[k] - (product[k] + bias);
      const bool finite = substitute<Level, Rows>(
          errors, [&](std::size_t k, std::size_t m) ADALINE_INLINED { return effect[pair_index(k, m)]; });
      if (finite) [[likely]] {
        unroll<Rows>([&](auto k) ADALINE_INLINED { step[k.value] = rate * errors[k.value]; });
        state.move_bias(step);
      } else {
        state.take_row_by_row(Rows);
      }
      in_weights = !finite;
      state.finish_block(Rows);
    }
    if constexpr (sweeps_block<Level, Rows, T>) {
      if (i < blocks && !in_weights) {
        update_and_multiply<Level, Rows>(next - Rows * stride, stride, step, state.w, d, product);
        continue;
      }
    }
    if (!in_weights) add_rows<Level, Rows>(next - Rows * stride, stride, step, 1, state.w, d);
    if (i < blocks) {
      products<Level, gram_in_flight<Level>, Rows, T>(
          d, [&](auto k) ADALINE_INLINED { return next + k.value * stride; },
          [&](auto) ADALINE_INLINED { return state.w; },
          [&](auto r, const R& p) ADALINE_INLINED { p.store_unaligned(product + r.value * R::size); });
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
