// Online learning of more features than narrow_features, in blocks whose rows stay in the first cache.
//
// What does not depend on the weights, the products of a block's rows with each other, is done a block ahead: it keeps
// the CPU busy while it waits for the errors.
#pragma once

#include "add_rows.hpp"
#include "gram.hpp"
#include "online_block.hpp"
#include "prefetch.hpp"

namespace adaline::kernels {
namespace {

// Whether a block's update and the products of the next one fit into one sweep: all of the steps and of the sums are in
// registers.
template <class Level>
inline constexpr bool sweeps_update = Register<Level, float>::size >= 16;

// The update of w by the rows at x, and the products of the rows behind them with it.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE Results<Level, Rows, T> update_and_multiply(const T* x, std::size_t stride, const T* steps, T* w,
                                                           std::size_t d) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<2 * Rows, T> rows(x, stride);
  Sum factor[Rows];
  Sum sum[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(steps[r.value]);
    sum[r.value] = Sum::all(0);
  });
  const auto sweep = [&](auto... n) ADALINE_INLINED {
    Sum weights = Sum::load(w, n...);
    unroll<Rows>([&](auto r)
                     ADALINE_INLINED { weights.add_product(factor[r.value], Sum::load(rows[r], n...)); });
    weights.store(w, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      sum[r.value].add_product(Sum::load(rows[Index<Rows + decltype(r)::value>{}], n...), weights);
    });
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    sweep();
    rows.advance(L);
    w += L;
  }
  if (j < d) sweep(d - j);
  return folded_results<Level>(sum);
}

// All whole blocks.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void online_wide(OnlineEpochState<Level, T>& state) {
  using Outputs = Results<Level, Rows, T>;
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  const std::size_t blocks = state.left() / Rows;
  const bool ahead = asks_ahead(state.x);
  alignas(64) T effects[2][Results<Level, pair_count(Rows), T>::size];
  Outputs product;
  for (std::size_t i = 0; i <= blocks; ++i) {
    const T* const next = state.row(i * Rows);
    // In two halves: the requests of a whole block of long rows would wait for each other.
    if (ahead) prefetch_ahead(next, Rows / 2, stride, d);
    if (i < blocks) set_effects<Level, Rows>(next, stride, d, rate, state.bias_product(), effects[i % 2]);
    if (ahead) prefetch_ahead(next + Rows / 2 * stride, Rows - Rows / 2, stride, d);
    if (i > 0) {
      const T* const effect = effects[(i - 1) % 2];
      T e[Rows];
      (Outputs::load(state.targets(), Rows) - (product + Outputs::all(state.bias))).lanes_to(e);
      substitute<Level>(e,
                        [&](std::size_t k, std::size_t m) ADALINE_INLINED { return effect[pair_index(k, m)]; });
      if (finite(e[Rows - 1])) [[likely]] {
        T step[Rows];
        unroll<Rows>([&](auto k) ADALINE_INLINED { step[k.value] = rate * e[k.value]; });
        state.put_errors(e);
        state.move_bias(step);
        const T* const rows = next - Rows * stride;
        if constexpr (sweeps_update<Level>) {
          if (i < blocks) {
            product = update_and_multiply<Level, Rows>(rows, stride, step, state.w, d);
            continue;
          }
        }
        add_rows<Level, Rows>(rows, stride, step, 1, state.w, d);
      } else {
        state.take_row_by_row(Rows);
      }
    }
    if (i < blocks)
      product = products_with_weights<Level, gram_in_flight<Level>, Rows>(next, stride, state.w, d);
  }
}

}  // namespace
}  // namespace adaline::kernels
