// Whether a kernel should read samples as memory likes it: ask for them before it uses them, or go through them row by row
// where several at a time would be fewer instructions. It changes no bit.
#pragma once

#include <cstddef>

#include <adaline/matrix.hpp>

#include "order.hpp"

namespace adaline::kernels {

// The CPU's own prefetching starts anew with every page, which is too late for rows of up to a kilobyte in memory. In a
// cache asking would cost as much as it brings there. Rows that are one masked load are an exception: they are not
// prefetched at all by some CPUs (Zen 5: four times as slow), and asked for wherever the first cache does not hold them.
// With gaps between rows, most of what would be asked for is not used.
template <class T>
constexpr bool asks_ahead(const MatrixView<T>& all_samples) {
  constexpr std::size_t first_cache = std::size_t{32} << 10;
  constexpr std::size_t all_caches = std::size_t{16} << 20;
  if (all_samples.row_stride >= 2 * all_samples.cols) return false;
  const std::size_t bytes = all_samples.rows * all_samples.row_stride * sizeof(T);
  return bytes > (all_samples.cols < row_lanes<T> ? first_cache : all_caches);
}

}  // namespace adaline::kernels
