// One epoch of the delta rule, block by block.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/online/across_samples.hpp"
#include "kernels/online/gram_ahead.hpp"
#include "kernels/online/one_row.hpp"
#include "kernels/online/plan.hpp"
#include "kernels/online/segments.hpp"
#include "kernels/online/sweep.hpp"

namespace adaline::kernels {
namespace {

// The next rows, no more than a block has, one product after the other.
template <class Target, class State>
[[gnu::noinline]] void learn_one_by_one(State& state, std::size_t rows) {
  using Loss = typename State::Loss;
  const std::size_t first = state.done;
  const std::size_t d = state.x.cols;
  auto* const errors = state.errors.room_for(rows);
  for (std::size_t k = 0; k < rows; ++k) {
    const auto* const row = state.row(first + k);
    errors[k] = state.targets()[k] - (row_product<Target>(row, state.w, d) + state.bias);
  }
  for (std::size_t k = 1; k < rows; ++k) {
    for (std::size_t i = 0; i < k; ++i) {
      const auto product = row_product<Target>(state.row(first + k), state.row(first + i), d);
      const auto effect = state.rate * (product + state.bias_product());
      errors[k] = scalar_multiply_add<Target>(-effect, Loss::psi(errors[i]), errors[k]);
    }
  }
  if (are_finite(errors[rows - 1])) {
    for (std::size_t k = 0; k < rows; ++k) state.take_step(state.row(first + k), errors[k]);
    state.finish_block(rows);
  } else {
    state.take_row_by_row(rows);
  }
}

// Pairs of rows are the longest blocks, which the next one may not fit into the first cache beside.
template <class Target, std::size_t B, class State>
ADALINE_INLINE void learn_blocks(State& state, OnlinePlan plan) {
  if constexpr (B <= Target::most_rows_of_online_sweep) {
    if (plan.strategy == OnlineStrategy::sweep_in_order) return learn_in_order<Target, B>(state);
    if constexpr (B == 2) {
      if (is_long_row<typename State::Element>(state.x.cols)) return learn_long_rows<Target>(state);
      if constexpr (Target::slides_windows) {
        if (state.x.row_stride == 1) return learn_windows<Target>(state);
      }
      if (plan.strategy == OnlineStrategy::sweep_no_prefetch) {
        return learn_in_sweeps<Target, B, OnlineStrategy::sweep_no_prefetch>(state, plan.prefetch_distance);
      }
    }
    learn_in_sweeps<Target, B, OnlineStrategy::sweep>(state, plan.prefetch_distance);
  } else {
    learn_gram_ahead<Target, B>(state, plan.prefetch_distance);
  }
}

template <class Target, class T, class State>
ADALINE_INLINE void learn_wide(State& state, OnlinePlan plan) {
  const std::size_t block = online_block_rows<T>(state.x.cols);
  if constexpr (Target::gram_in_flight > 0) {
    if (state.left() >= block && plan.strategy != OnlineStrategy::one_by_one) {
      switch (block) {
        case 8:
          learn_blocks<Target, 8>(state, plan);
          break;
        case 6:
          learn_blocks<Target, 6>(state, plan);
          break;
        case 5:
          learn_blocks<Target, 5>(state, plan);
          break;
        case 4:
          learn_blocks<Target, 4>(state, plan);
          break;
        default:
          learn_blocks<Target, 2>(state, plan);
          break;
      }
    }
  }
  while (state.left() > 0) learn_one_by_one<Target>(state, smaller(block, state.left()));
}

// One feature begins with segments, where there are enough rows.
template <class Target, std::size_t D, class State>
ADALINE_INLINE void learn_narrow(State& state) {
  if constexpr (D == 1) learn_segments<Target>(state);
  learn_across_samples<Target, D>(state);
}

template <class Target, class Loss, class T>
ADALINE_INLINE T learn_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
                             LossSum<T>* loss, T* errors, OnlinePlan plan) {
  if (x.rows == 1) {
    return learn_one_row<Target, Loss>(x.data, x.cols, t[0], w, bias, rate, learn_bias, loss, errors);
  }
  using State = OnlineState<Target, Loss, T>;
  State state{x, t, w, *bias, rate, learn_bias, 0, {loss, errors}};
  switch (x.cols) {
#define ADALINE_CASE(D)             \
  case D:                           \
    learn_narrow<Target, D>(state); \
    break;
    ADALINE_FOR_NARROW_FEATURES(ADALINE_CASE)
#undef ADALINE_CASE
    default:
      learn_wide<Target, T>(state, plan);
      break;
  }
  *bias = state.bias;
  return state.errors.finish();
}

// Returns the last error (0 where there are no rows), adds the losses to `loss`, and writes the error of each
// row to `errors`, where these are not null.
template <class Target, class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
               T* errors, OnlinePlan plan) {
  return learn_epoch<Target, SquaredLoss<Target, T>>(x, t, w, bias, rate, learn_bias, loss, errors, plan);
}

}  // namespace
}  // namespace adaline::kernels
