// One epoch of the delta rule, block by block: which blocks for which rows.
#pragma once

#include "online_narrow.hpp"
#include "online_segments.hpp"
#include "online_sweep.hpp"
#include "online_wide.hpp"

namespace adaline::kernels {
namespace {

// The rows that are left, fewer than a block has.
template <class Level, class T>
[[gnu::noinline]] void online_part_of_block(OnlineEpochState<Level, T>& state) {
  const std::size_t rows = state.left();
  const std::size_t first = state.done;
  const std::size_t d = state.x.cols;
  T* const errors = state.errors.room_for(rows);
  for (std::size_t k = 0; k < rows; ++k) {
    errors[k] = state.targets()[k] - (row_product<Level>(state.row(first + k), state.w, d) + state.bias);
  }
  const auto effect = [&](std::size_t k, std::size_t i) {
    return state.rate *
           (row_product<Level>(state.row(first + k), state.row(first + i), d) + state.bias_product());
  };
  substitute<Level>(rows, errors, effect);
  if (finite(errors[rows - 1])) {
    for (std::size_t k = 0; k < rows; ++k) state.take_step(state.row(first + k), errors[k]);
    state.finish_block(rows);
  } else {
    state.take_row_by_row(rows);
  }
}

// Blocks of long rows that one sweep takes: its sums need registers. (AVX-512, rows of 0.7 to 2 KB: 1.2 to 1.4 times as fast as with
// the products of rows with each other a block ahead; AVX2 0.95 to 1.15; sse2 0.85.)
template <class Level, std::size_t Rows>
inline constexpr bool all_in_one_sweep = Register<Level, float>::size >= (Rows <= 4 ? 8 : 16);

template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void online_long(OnlineEpochState<Level, T>& state) {
  if constexpr (all_in_one_sweep<Level, Rows>) {
    online_blocks<Level, Rows>(state);
  } else {
    online_wide<Level, Rows>(state);
  }
}

template <class Level, class T>
ADALINE_INLINE void take_whole_blocks(OnlineEpochState<Level, T>& state) {
  switch (online_block<T>(state.x.cols)) {
    case 8:
      return online_wide<Level, 8>(state);
    case 6:
      return online_wide<Level, 6>(state);
    case 5:
      return online_long<Level, 5>(state);
    case 4:
      return online_long<Level, 4>(state);
    default:
      return online_blocks<Level, 2>(state);
  }
}

template <class Level, class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
               T* errors) {
  OnlineEpochState<Level, T> state{x, t, w, *bias, rate, learn_bias, 0, {*loss, errors}};
  if (x.cols <= narrow_features) {
    if (x.cols == 1) online_segments(state);
    online_narrow(state);
  } else {
    if (state.left() >= 2) take_whole_blocks(state);
    if (state.left() > 0) online_part_of_block(state);
  }
  *bias = state.bias;
  return state.errors.finish();
}

}  // namespace
}  // namespace adaline::kernels
