// An adaptive filter: whole blocks of its rows together, what is left and what is out of the ordinary row by
// row.
#pragma once

#include "kernels/filter/block.hpp"
#include "kernels/filter/one_row.hpp"

namespace adaline::kernels {
namespace {

// Learns blocks that are in the delay lines, until one has an error or a step that is not finite; returns how
// many were learned. What is known ahead of a block is made before the errors of the one before it are waited
// for.
template <class Target, bool SignError, bool Leaky, class T>
[[gnu::noinline]] std::size_t learn_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  BlockAhead<T> slots[3];
  BlockAhead<T>*before = &slots[0], *block = &slots[1], *ahead = &slots[2];
  before->lags = f.lags;
  set_effects<Target>(f, f.place_behind(B), before->lags, *block);
  std::size_t learned = 0;
  for (; learned < blocks; ++learned) {
    const std::size_t place = f.place_behind(B);
    alignas(64) T products[B];
    window_products<Target>(f.samples + place, f.start, f.taps).store(products);
    if (learned + 1 < blocks) set_effects<Target>(f, f.place_behind(2 * B), block->lags, *ahead);
    BlockResults<T> results;
    if (!substitute_forward<Target, SignError, Leaky>(f, products, next.desired, *block, results)) break;
    update_weights<Target, Leaky>(f.directions + place, results.steps, f.keep, f.start, f.taps);
    f.newest = place;
    next.put(results.outputs, results.errors, B);
    BlockAhead<T>* const used = std::exchange(before, block);
    block = std::exchange(ahead, used);
  }
  f.lags = before->lags;
  return learned;
}

// Blocks of a filter that learns nothing.
template <class Target, class T>
[[gnu::noinline]] void filter_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  for (std::size_t i = 0; i < blocks; ++i) {
    f.newest = f.place_behind(B);
    move_lag_products<Target>(f, f.newest, B, f.lags, f.lags, [](std::size_t, const LagLanes<Target, T>&) {});
    T newest_first[B], outputs[B], errors[B];
    window_products<Target>(f.samples + f.newest, f.start, f.taps).store(newest_first);
    for (std::size_t k = 0; k < B; ++k) {
      outputs[k] = newest_first[B - 1 - k];
      errors[k] = next.desired != nullptr ? next.desired[k] - outputs[k] : T(0);
    }
    next.put(outputs, errors, B);
  }
}

// Long windows are few, and their products are trees.
template <class T>
bool can_take_blocks(const FilterState<T>& f, const FilterBuffers<T>& next) {
  return (f.frozen || next.desired != nullptr) && !is_long_row<T>(f.taps);
}

// Returns how many blocks are done. Each kind of filter is compiled by itself, as else each row would ask.
template <class Target, class T>
ADALINE_INLINE std::size_t take_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  if (f.frozen) {
    filter_blocks<Target>(f, next, blocks);
    return blocks;
  }
  if (f.keep != T(1)) {
    return f.sign_error ? learn_blocks<Target, true, true>(f, next, blocks)
                        : learn_blocks<Target, false, true>(f, next, blocks);
  }
  return f.sign_error ? learn_blocks<Target, true, false>(f, next, blocks)
                      : learn_blocks<Target, false, false>(f, next, blocks);
}

// Any of `desired`, `output` and `error` may be null.
template <class Target, class T>
void filter(FilterState<T>& f, const T* input, const T* desired, T* output, T* error, std::size_t n) {
  constexpr std::size_t B = filter_block_rows<T>;
  FilterBuffers<T> next{desired, output, error};
  while (n > 0) {
    std::size_t left = smaller(n, filter_samples_ahead);
    put_ahead(f, input, left);
    input += left;
    n -= left;
    while (left > 0) {
      if (f.row == 0 && left >= B && can_take_blocks(f, next))
        left -= B * take_blocks<Target>(f, next, left / B);
      // What is left of a block, and a block that cannot be learned in one go, to its end.
      const std::size_t rows = smaller(left, B - f.row);
      for (std::size_t i = 0; i < rows; ++i) filter_row<Target>(f, next);
      left -= rows;
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
