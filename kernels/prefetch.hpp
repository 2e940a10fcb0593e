// Asking for samples before they are used.
#pragma once

#include "asks_ahead.hpp"
#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// The best of 1, 2, 4, 8 and 16 KB. (From memory, gradient and online learning are 1.1 to 1.9 times as fast, products 1.3 to 2;
// rows of less than 64 bytes 2 to 4.)
inline constexpr std::size_t bytes_ahead = 8192;

template <class T>
ADALINE_INLINE void prefetch_ahead(const T* x) {
  __builtin_prefetch(reinterpret_cast<const char*>(x) + bytes_ahead);
}

// What lies so far behind n rows.
template <class T>
ADALINE_INLINE void prefetch_ahead(const T* rows, std::size_t n, std::size_t stride) {
  for (const T* line = rows; line < rows + n * stride; line += 64 / sizeof(T)) prefetch_ahead(line);
}

}  // namespace
}  // namespace adaline::kernels
