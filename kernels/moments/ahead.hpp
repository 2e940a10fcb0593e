// Samples that are asked for while others are computed: packing alone reads memory, and memory must not wait
// for the sums between.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/definition/order.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// An address `elements` behind p, where no array need be.
template <class T>
ADALINE_INLINE const char* address_behind(const T* p, std::size_t elements) {
  return reinterpret_cast<const char*>(p) + elements * sizeof(T);
}

// How far behind a row of a block that is asked for which the block after it begins with. Longer rows would not
// stay in the second cache.
template <class T>
ADALINE_INLINE std::size_t elements_ahead(const MatrixView<T>& block) {
  constexpr std::size_t most_row_bytes = 4096;
  return block.row_stride <= most_row_bytes / sizeof(T) ? block.rows * block.row_stride : 0;
}

// Asks for the rows of a tile and their targets so far ahead that memory is never idle: with 4 or 16 KB samples
// of one feature take up to 1.1 times as long, from the second cache up to 1.2 times (Zen 5). Into the second
// cache, as few requests of the first one can be under way: samples of doubles from memory take 0.64 to 0.88 of
// the time (24 requests, Zen 4). For rows of 12 bytes with their target the first one is faster by 1.08 times.
template <std::size_t D, class T>
ADALINE_INLINE void ask_for_tile(const T* rows, const T* targets) {
  constexpr std::size_t bytes = 8192;
  constexpr int cache = (D + 1) * sizeof(T) <= 12 ? 3 : 2;
  const char* const begin = address_behind(rows, bytes / sizeof(T));
  ADALINE_UNROLL for (std::size_t line = 0; line < D; ++line) __builtin_prefetch(begin + 64 * line, 0, cache);
  __builtin_prefetch(address_behind(targets, bytes / (D > 0 ? D : 1) / sizeof(T)), 0, cache);
}

// Asks for the rows that the origins of the next chunk are taken from. They are spread over it, and waited for:
// chunks of up to four doubles took 1.2 to 1.4 times as long (Zen 5).
template <class T>
ADALINE_INLINE void ask_for_next_origins(const MatrixView<T>& x, const T* t) {
  if (x.rows < chunk_rows) return;
  for (std::size_t i = chunk_rows; i < 2 * chunk_rows; i += origin_step(chunk_rows)) {
    const char* const row = address_behind(x.data, i * x.row_stride);
    for (std::size_t byte = 0; byte < x.cols * sizeof(T); byte += 64) __builtin_prefetch(row + byte, 0, 2);
    __builtin_prefetch(address_behind(t, i), 0, 2);
  }
}

}  // namespace
}  // namespace adaline::kernels
