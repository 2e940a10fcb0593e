// Online learning of long rows, two at a time: one sweep does the update by the two before and all products of these.
#pragma once

#include "add_rows.hpp"
#include "online_block.hpp"

namespace adaline::kernels {
namespace {

// The products of two rows: with the weights, and with each other.
template <class T>
struct PairProducts {
  T first, second, both;
};

// The next pair is asked for in the sweep, where it fits into the first cache beside this one and the one before it: rows
// of 3 KB are 1.2 times as fast, of 4 KB 1.1 times. With AVX2, whose rows of 4 KB take longer for each line, those lose a
// tenth.
template <class Level>
inline constexpr std::size_t most_bytes_asked_for = Register<Level, float>::size >= 16 ? 4096 : 3072;

// `steps` of the two rows before x go into w first, if Update.
template <class Level, bool Update, bool Ahead, class T>
ADALINE_INLINE PairProducts<T> sweep_pair(const T* x, std::size_t stride, const T* steps, T* w, std::size_t d) {
  using Sum = Group<Level, T>;
  using R = Register<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  const T* const before = Update ? x - 2 * stride : x;
  const Sum step[2] = {Sum::all(steps[0]), Sum::all(steps[1])};
  Sum first = Sum::all(0);
  Sum second = Sum::all(0);
  Sum both = Sum::all(0);
  std::size_t j = 0;
  // Register by register: what is live at once fits into 16.
  const auto sweep = [&](auto part, auto... n) ADALINE_INLINED {
    constexpr std::size_t p = decltype(part)::value;
    if (Ahead && p == 0) {
      __builtin_prefetch(x + 2 * stride + 2 * j);
      __builtin_prefetch(x + 2 * stride + 2 * j + L);
    }
    R weights = Sum::template load_part<p>(w + j, n...);
    if (Update) {
      weights = multiply_add<Level, T>(step[0].part[0], Sum::template load_part<p>(before + j, n...), weights);
      weights = multiply_add<Level, T>(step[1].part[0], Sum::template load_part<p>(before + stride + j, n...),
                                       weights);
      Sum::template store_part<p>(weights, w + j, n...);
    }
    const R x0 = Sum::template load_part<p>(x + j, n...);
    const R x1 = Sum::template load_part<p>(x + stride + j, n...);
    first.part[p] = multiply_add<Level, T>(x0, weights, first.part[p]);
    second.part[p] = multiply_add<Level, T>(x1, weights, second.part[p]);
    both.part[p] = multiply_add<Level, T>(x1, x0, both.part[p]);
  };
  for (; j + L <= d; j += L) Sum::for_registers(sweep);
  if (j < d) Sum::for_registers(sweep, d - j);
  return {first.fold(), second.fold(), both.fold()};
}

// All whole pairs.
template <class Level, class T>
ADALINE_INLINE void online_long(OnlineEpochState<Level, T>& state) {
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  T step[2] = {0, 0};
  const bool ahead = d * sizeof(T) <= most_bytes_asked_for<Level>;
  bool in_weights = true;  // of the steps of the pair before
  while (state.left() >= 2) {
    const T* const x = state.row(state.done);
    const PairProducts<T> product = in_weights ? sweep_pair<Level, false, false>(x, stride, step, state.w, d)
                                    : ahead    ? sweep_pair<Level, true, true>(x, stride, step, state.w, d)
                                               : sweep_pair<Level, true, false>(x, stride, step, state.w, d);
    const T effect = state.rate * (product.both + state.bias_product());
    T e[2] = {state.targets()[0] - (product.first + state.bias),
              state.targets()[1] - (product.second + state.bias)};
    substitute<Level>(e, [&](std::size_t, std::size_t) ADALINE_INLINED { return effect; });
    in_weights = !finite(e[1]);
    if (in_weights) [[unlikely]] {
      state.take_row_by_row(2);
    } else {
      unroll<2>([&](auto k) ADALINE_INLINED { step[k.value] = state.rate * e[k.value]; });
      state.move_bias(step);
      state.put_errors(e);
    }
  }
  if (!in_weights) add_rows<Level, 2>(state.row(state.done - 2), stride, step, 1, state.w, d);
}

}  // namespace
}  // namespace adaline::kernels
