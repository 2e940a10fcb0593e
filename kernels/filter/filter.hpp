// An adaptive filter: whole blocks of its rows together, what is left and what is out of the ordinary row by
// row.
#pragma once

#include "kernels/filter/block.hpp"
#include "kernels/filter/one_row.hpp"

namespace adaline::kernels {
namespace {

// The blocks from the newest sample on that are in the delay lines. The lag products of a block are made before
// the errors of the one before it are waited for.
template <class Target, class T>
[[gnu::noinline]] void filter_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  LagProducts<T> before = f.lags;  // of the block at hand
  BlockEffects<T> effects[2];
  set_effects<Target>(f, f.place_behind(B), f.lags, effects[0]);
  for (std::size_t i = 0; i < blocks; ++i) {
    const std::size_t place = f.place_behind(B);
    alignas(64) T products[B];
    window_products<Target>(f.samples + place, f.start, f.taps).store(products);
    const LagProducts<T> before_next = f.lags;
    const bool is_last = i + 1 == blocks;
    if (!is_last) set_effects<Target>(f, f.place_behind(2 * B), f.lags, effects[(i + 1) % 2]);
    BlockResults<T> results;
    substitute_forward<Target>(f, products, next.desired, effects[i % 2], results);
    if (are_finite(results)) [[likely]] {
      const auto update = f.keep == T(1) ? &update_weights<Target, false, T> : &update_weights<Target, true, T>;
      update(f.directions + place, results.steps, f.keep, f.start, f.taps);
      f.newest = place;
      next.put(results.outputs, results.errors, B);
    } else {
      f.lags = before;
      for (std::size_t k = 0; k < B; ++k) filter_row<Target>(f, next);
      if (!is_last) set_effects<Target>(f, f.place_behind(B), f.lags, effects[(i + 1) % 2]);
    }
    before = before_next;
  }
}

// Blocks of a filter that learns nothing.
template <class Target, class T>
[[gnu::noinline]] void filter_frozen_blocks(FilterState<T>& f, FilterBuffers<T>& next, std::size_t blocks) {
  constexpr std::size_t B = filter_block_rows<T>;
  for (std::size_t i = 0; i < blocks; ++i) {
    f.newest = f.place_behind(B);
    move_lag_products<Target, T>(f, f.newest, B, nullptr, f.lags);
    T newest_first[B], outputs[B], errors[B];
    window_products<Target>(f.samples + f.newest, f.start, f.taps).store(newest_first);
    for (std::size_t k = 0; k < B; ++k) {
      outputs[k] = newest_first[B - 1 - k];
      errors[k] = next.desired != nullptr ? next.desired[k] - outputs[k] : T(0);
    }
    next.put(outputs, errors, B);
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
      const std::size_t blocks = f.row == 0 && f.taps <= chunk_elements<T> ? left / B : 0;
      if (blocks == 0) {
        filter_row<Target>(f, next);
        --left;
      } else {
        f.frozen ? filter_frozen_blocks<Target>(f, next, blocks) : filter_blocks<Target>(f, next, blocks);
        left -= blocks * B;
      }
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
