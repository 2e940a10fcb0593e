// Asking for rows before they are used.
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/rows/plan.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// Asks for what lies `distance` bytes behind the beginnings of n rows. Rows of less than 64 bytes go into the
// first cache; longer ones into the second, as few requests of the first one can be under way (24 on Zen 4,
// which is up to twice as fast so). In line it would slow down the loops around it where nothing is asked for.
template <class T>
[[gnu::noinline]] void prefetch_rows(const T* rows, std::size_t n, std::size_t stride, std::size_t d,
                                     std::size_t distance) {
  asm volatile("");  // or calls of a function that changes nothing are left out
  const char* const begin = reinterpret_cast<const char*>(rows) + distance;
  const char* const end = begin + n * stride * sizeof(T);
  if (d < row_lanes<T>) {
    for (const char* line = begin; line < end; line += 64) __builtin_prefetch(line);
  } else {
    for (const char* line = begin; line < end; line += 64) __builtin_prefetch(line, 0, 2);
  }
}

// The same for a tile of narrow rows without gaps, whose lines are few: in line, as a call would take the
// registers of the sums (0.75 to 0.9 of the speed in caches).
template <std::size_t D, class T>
ADALINE_INLINE void prefetch_narrow_tile(const T* rows, std::size_t distance) {
  if (D < least_features_of_prefetch || distance == 0) return;
  const char* const begin = reinterpret_cast<const char*>(rows) + distance;
  ADALINE_UNROLL for (std::size_t line = 0; line < D; ++line) __builtin_prefetch(begin + 64 * line);
}

}  // namespace
}  // namespace adaline::kernels
