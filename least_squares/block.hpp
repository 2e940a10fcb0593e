// Rows that pass through a kernel together.
#pragma once

#include <cstddef>

namespace adaline::least_squares {

// 32 rows of 4096 elements fill a second cache of 1 MB. It changes no bit.
inline constexpr std::size_t block_rows = 32;

// The length of rows of so many columns: whole cache lines, an odd number of them, so that elements of one
// column do not fall on the same few sets of a cache.
constexpr std::size_t row_length(std::size_t columns) {
  constexpr std::size_t line = 8;
  return ((columns + line - 1) / line | 1U) * line;
}

}  // namespace adaline::least_squares
