// An adaptive filter: whole blocks of its rows together, what is left and what is out of the ordinary row by
// row.
#pragma once

#include "kernels/filter/block.hpp"
#include "kernels/filter/one_row.hpp"

namespace adaline::kernels {
namespace {

// A block that has an error or a step that is not finite, or a rate of 0, row by row. Its lag products have
// moved on already.
template <class Target, class T>
[[gnu::noinline]] void learn_block_by_rows(FilterState<T>& f, const BlockAhead<T>& block,
                                           FilterBuffers<T>& next) {
  for (std::size_t k = 0; k < block.rows; ++k) {
    f.newest = f.place_behind(1);
    for (std::size_t l = 0; l < block.rows; ++l) f.lags.products[l] = block.products[k][l];
    take_newest_row<Target>(f, next);
  }
}

// Blocks that are in the delay lines. What is known ahead of a block is made before the errors of the one
// before it are waited for.
template <class Target, bool SignError, bool Leaky, class T>
[[gnu::noinline]] void learn_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  BlockAhead<T> slots[2];
  set_effects<Target>(f, f.place_behind(B), slots[0]);
  for (std::size_t i = 0; i < blocks; ++i) {
    const BlockAhead<T>& block = slots[i % 2];
    const std::size_t place = f.place_behind(B);
    alignas(64) T products[B];
    window_products<Target>(f.samples + place, f.start, f.taps).store(products);
    if (i + 1 < blocks) set_effects<Target>(f, f.place_behind(2 * B), slots[(i + 1) % 2]);
    BlockResults<T> results;
    if (!block.has_rate_of_zero &&
        substitute_forward<Target, SignError, Leaky>(f, products, next.desired, block, results)) [[likely]] {
      update_weights<Target, Leaky>(f.directions + place, results.steps, f.keep, f.start, f.taps);
      f.newest = place;
      next.put_learned(results.errors, B);
    } else {
      learn_block_by_rows<Target>(f, block, next);
    }
  }
}

// Blocks of a filter that learns nothing.
template <class Target, class T>
[[gnu::noinline]] void filter_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  for (std::size_t i = 0; i < blocks; ++i) {
    f.newest = f.place_behind(B);
    move_lag_products<Target>(f, f.newest, B, [](std::size_t, const LagLanes<Target, T>&) {});
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

// Each kind of filter is compiled by itself, as else each row would ask.
template <class Target, class T>
ADALINE_INLINE void take_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  if (f.frozen) return filter_blocks<Target>(f, next, blocks);
  if (f.keep != T(1)) {
    f.sign_error ? learn_blocks<Target, true, true>(f, next, blocks)
                 : learn_blocks<Target, false, true>(f, next, blocks);
  } else {
    f.sign_error ? learn_blocks<Target, true, false>(f, next, blocks)
                 : learn_blocks<Target, false, false>(f, next, blocks);
  }
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
      if (f.row == 0 && left >= B && can_take_blocks(f, next)) {
        take_blocks<Target>(f, next, left / B);
        left %= B;
      }
      const std::size_t rows = smaller(left, B - f.row);
      for (std::size_t i = 0; i < rows; ++i) filter_row<Target>(f, next);
      left -= rows;
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
