// Blocks of rows so long that one sweep over their columns does all: the update by the block before, and the
// products of this block's rows with the weights and with each other.
#pragma once

#include "kernels/online/block_products.hpp"
#include "kernels/online/plan.hpp"
#include "kernels/online/state.hpp"
#include "kernels/online/sweep_windows.hpp"
#include "kernels/rows/axpyf.hpp"
#include "kernels/rows/long_rows.hpp"
#include "kernels/rows/prefetch.hpp"

namespace adaline::kernels {
namespace {

// What of a block one sweep takes: its rows FirstRow .. EndRow - 1, and the registers FirstRegister ..
// EndRegister - 1 of each step along the columns.
template <std::size_t FirstRow, std::size_t EndRow, std::size_t FirstRegister, std::size_t EndRegister>
struct Share {
  static constexpr std::size_t first_row = FirstRow;
  static constexpr std::size_t end_row = EndRow;
  static constexpr std::size_t first_register = FirstRegister;
  static constexpr std::size_t end_register = EndRegister;
};

// row[0 .. before) are those of the block before, whose steps go into w first.
template <class Target, class Taken, bool Prefetch, std::size_t Before, std::size_t B, class T, class Step>
ADALINE_INLINE void block_step(const RowPointers<Before + Taken::end_row, T>& row,
                               const Vector<Target, T> (&factor)[B], T* w, const T* next_block, Step step,
                               BlockSums<Target, B, T>& sums) {
  ADALINE_UNROLL for (std::size_t i = Taken::first_register; i < Taken::end_register; ++i) {
    if (step.reaches(i)) {
      auto weights = step.load(w, i);
      if constexpr (Before > 0) {
        ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) {
          weights = multiply_add<Target, T>(factor[r], step.load(row[r], i), weights);
        }
        step.store(w, i, weights);
      }
      ADALINE_UNROLL for (std::size_t k = Taken::first_row; k < Taken::end_row; ++k) {
        if (Prefetch && i == 0) __builtin_prefetch(next_block + k * row_lanes<T>);
        const auto x = step.load(row[Before + k], i);
        auto& product = sums.with_weights[k].vector[i];
        product = multiply_add<Target, T>(x, weights, product);
        ADALINE_UNROLL for (std::size_t m = 0; m < k; ++m) {
          auto& both = sums.with_each_other[pair_index(k, m)].vector[i];
          both = multiply_add<Target, T>(x, step.load(row[Before + m], i), both);
        }
      }
    }
  }
}

// The block of rows at x. Update: the steps of the block before it go into w first. Prefetch: the block behind
// it is asked for, line after line, which is the order that the CPU's own prefetching goes on with.
template <class Target, class Taken, bool Update, bool Prefetch, std::size_t B, class T>
ADALINE_INLINE void sweep(const T* x, std::size_t stride, const T (&steps)[B], T* w, std::size_t d,
                          BlockSums<Target, B, T>& sums) {
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t before = Update ? B : 0;
  BlockSums<Target, B, T> own;  // of this sweep alone: what is live in its loop
  ADALINE_UNROLL for (std::size_t k = Taken::first_row; k < Taken::end_row; ++k) {
    own.with_weights[k] = RowLanes<Target, T>::all(0);
    ADALINE_UNROLL for (std::size_t m = 0; m < k; ++m) {
      own.with_each_other[pair_index(k, m)] = RowLanes<Target, T>::all(0);
    }
  }
  Vector<Target, T> factor[B];
  ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) factor[r] = Vector<Target, T>(steps[r]);
  RowPointers<before + Taken::end_row, T> row(x - before * stride, stride);
  const T* const next_block = x + B * stride;
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    block_step<Target, Taken, Prefetch, before>(row, factor, w + j, next_block + B * j, WholeStep<Target, T>{},
                                                own);
    row.advance(L);
  }
  if (j < d) {
    block_step<Target, Taken, Prefetch, before>(row, factor, w + j, next_block + B * j,
                                                LastStep<Target, T>{d - j}, own);
  }
  ADALINE_UNROLL for (std::size_t k = Taken::first_row; k < Taken::end_row; ++k) {
    ADALINE_UNROLL for (std::size_t i = Taken::first_register; i < Taken::end_register; ++i) {
      sums.with_weights[k].vector[i] = own.with_weights[k].vector[i];
      ADALINE_UNROLL for (std::size_t m = 0; m < k; ++m) {
        sums.with_each_other[pair_index(k, m)].vector[i] = own.with_each_other[pair_index(k, m)].vector[i];
      }
    }
  }
}

// What a pass has summed must not take registers in the next one.
template <class Sums>
ADALINE_INLINE void keep_in_memory(Sums& sums) {
  asm volatile("" : "+m"(sums));
}

// Four rows and more have ten sums and more: 16 registers hold them for one register of the columns at a time,
// and the rows are gone through once for each. Pairs, which leave the first cache meanwhile, are gone through
// once.
template <class Target, std::size_t B, bool Update, bool Prefetch, class T, std::size_t... I>
ADALINE_INLINE void sweep_passes(const T* x, std::size_t stride, const T (&steps)[B], T* w, std::size_t d,
                                 BlockSums<Target, B, T>& sums, std::index_sequence<I...>) {
  constexpr std::size_t registers = RowLanes<Target, T>::count / sizeof...(I);
  ((sweep<Target, Share<0, B, I * registers, (I + 1) * registers>, Update, Prefetch>(x, stride, steps, w, d,
                                                                                     sums),
    (sizeof...(I) > 1 ? keep_in_memory(sums) : void())),
   ...);
}

// A sweep for each row: more loads, but memory is read in order.
template <class Target, std::size_t B, bool Update, class T, std::size_t... K>
ADALINE_INLINE void sweep_in_order(const T* x, std::size_t stride, const T (&steps)[B], T* w, std::size_t d,
                                   BlockSums<Target, B, T>& sums, std::index_sequence<K...>) {
  constexpr std::size_t registers = RowLanes<Target, T>::count;
  (sweep<Target, Share<K, K + 1, 0, registers>, (Update && K == 0), false>(x, stride, steps, w, d, sums), ...);
}

template <class Target, OnlineStrategy Strategy, bool Update, std::size_t B, class T>
ADALINE_INLINE BlockProducts<Target, B, T> sweep_block(const T* x, std::size_t stride, const T (&steps)[B],
                                                       T* w, std::size_t d) {
  BlockSums<Target, B, T> sums;
  if constexpr (Strategy == OnlineStrategy::sweep_in_order) {
    sweep_in_order<Target, B, Update>(x, stride, steps, w, d, sums, std::make_index_sequence<B>{});
  } else {
    constexpr std::size_t passes = B == 2 ? 1 : RowLanes<Target, T>::count;
    constexpr bool prefetch = Strategy == OnlineStrategy::sweep;
    sweep_passes<Target, B, Update, prefetch>(x, stride, steps, w, d, sums, std::make_index_sequence<passes>{});
  }
  return BlockProducts<Target, B, T>(sums);
}

// Of rows of more than a chunk of columns: in two parts.
template <class Target, bool Update, std::size_t B, class T>
[[gnu::noinline]] BlockProducts<Target, B, T> sweep_long_rows(const T* x, std::size_t stride,
                                                              const T (&steps)[B], T* w, std::size_t d) {
  if (!is_long_row<T>(d)) {
    return sweep_block<Target, OnlineStrategy::sweep_no_prefetch, Update>(x, stride, steps, w, d);
  }
  const std::size_t first = first_part(d, chunk_elements<T>);
  auto products = sweep_long_rows<Target, Update>(x, stride, steps, w, first);
  products.add(sweep_long_rows<Target, Update>(x + first, stride, steps, w + first, d - first));
  return products;
}

// What there is to know of rows beside their distance. It is no question in each sweep, which would cost pairs
// of 4 KB 5 %.
enum class SweptRows { of_one_chunk, of_many_chunks, windows };

template <class Target, OnlineStrategy Strategy, SweptRows rows, bool Update, std::size_t B, class T>
ADALINE_INLINE BlockProducts<Target, B, T> sweep_rows(const T* x, std::size_t stride, const T (&steps)[B], T* w,
                                                      std::size_t d) {
  if constexpr (rows == SweptRows::of_many_chunks) {
    return sweep_long_rows<Target, Update>(x, stride, steps, w, d);
  } else if constexpr (rows == SweptRows::windows) {
    return sweep_windows<Target, Update>(x, steps, w, d);
  } else {
    return sweep_block<Target, Strategy, Update>(x, stride, steps, w, d);
  }
}

// All whole blocks of B rows.
template <class Target, std::size_t B, OnlineStrategy Strategy, SweptRows rows = SweptRows::of_one_chunk,
          class State>
ADALINE_INLINE void learn_in_sweeps(State& state, std::size_t prefetch_distance) {
  using Loss = typename State::Loss;
  using T = decltype(state.rate);
  using Outputs = Results<Target, B, T>;
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  T step[B] = {};
  bool in_weights = true;  // of the steps of the block before
  while (state.left() >= B) {
    const T* const x = state.row(state.done);
    // In two halves: the requests of a whole block would wait for each other.
    if (prefetch_distance > 0) prefetch_rows(x, B / 2, stride, d, prefetch_distance);
    const BlockProducts<Target, B, T> product =
        in_weights ? sweep_rows<Target, Strategy, rows, false>(x, stride, step, state.w, d)
                   : sweep_rows<Target, Strategy, rows, true>(x, stride, step, state.w, d);
    if (prefetch_distance > 0) prefetch_rows(x + B / 2 * stride, B - B / 2, stride, d, prefetch_distance);
    alignas(64) T effects[GramResults<Target, B, T>::size];
    set_effects<Target, B>(product.with_each_other, rate, state.bias_product(), effects);
    T e[B];
    (Outputs::load(state.targets(), B) - (product.with_weights + Outputs::all(state.bias))).lanes_to(e);
    substitute_forward<Target, Loss>(e, effects);
    in_weights = !are_finite(e[B - 1]);
    if (in_weights) [[unlikely]] {
      state.take_row_by_row(B);
    } else {
      ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) step[k] = rate * Loss::psi(e[k]);
      state.move_bias(step);
      state.put_errors(e);
    }
  }
  if (!in_weights) {
    Vector<Target, T> factor[B];
    ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) factor[k] = Vector<Target, T>(step[k]);
    axpyf<Target>(state.row(state.done - B), stride, factor, state.w, d);
  }
}

// Apart from the code for caches, which it would slow down.
template <class Target, std::size_t B, class State>
[[gnu::noinline]] void learn_in_order(State& state) {
  learn_in_sweeps<Target, B, OnlineStrategy::sweep_in_order>(state, 0);
}

// Of pairs of rows of more than a chunk, which are not asked for before their use.
template <class Target, class State>
[[gnu::noinline]] void learn_long_rows(State& state) {
  learn_in_sweeps<Target, 2, OnlineStrategy::sweep_no_prefetch, SweptRows::of_many_chunks>(state, 0);
}

// Of pairs of windows, each a column further on.
template <class Target, class State>
[[gnu::noinline]] void learn_windows(State& state) {
  learn_in_sweeps<Target, 2, OnlineStrategy::sweep_no_prefetch, SweptRows::windows>(state, 0);
}

}  // namespace
}  // namespace adaline::kernels
