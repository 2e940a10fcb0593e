// Asking for samples before they are used.
#pragma once

#include "asks_ahead.hpp"
#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// The best of 1, 2, 4, 8 and 16 KB.
inline constexpr std::size_t bytes_ahead = 8192;

// Asks for what lies so far behind n rows: into the second cache, as few requests of the first one can be under way (Zen 4: up to
// twice as fast). Rows of less than 64 bytes are asked for from the second cache too. In line, it would slow down the loops
// around it where nothing is asked for (sse2 by 5 %).
template <class T>
[[gnu::noinline]] void prefetch_ahead(const T* rows, std::size_t n, std::size_t stride, std::size_t d) {
  asm volatile("");  // or calls of a function that changes nothing are left out
  const char* const begin = reinterpret_cast<const char*>(rows) + bytes_ahead;
  const char* const end = begin + n * stride * sizeof(T);
  if (d < row_lanes<T>) {
    for (const char* line = begin; line < end; line += 64) __builtin_prefetch(line);
  } else {
    for (const char* line = begin; line < end; line += 64) __builtin_prefetch(line, 0, 2);
  }
}

}  // namespace
}  // namespace adaline::kernels
