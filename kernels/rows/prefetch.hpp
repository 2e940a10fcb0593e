// Asking for rows before they are used.
#pragma once

#include "kernels/definition/order.hpp"

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

}  // namespace
}  // namespace adaline::kernels
