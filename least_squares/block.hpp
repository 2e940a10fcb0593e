// Rows that pass through a kernel together.
#pragma once

#include <cstddef>

namespace adaline::least_squares {

// Products of long rows are summed panel by panel, with this many columns each. They are a part of the order of
// operations.
inline constexpr std::size_t panel_columns = 128;

// 32 rows of a panel are 32 KB, and stay in a first cache: a factor of 2000 columns takes 58 ms instead of 97
// with whole rows (Zen 5, AVX-512). It changes no bit.
inline constexpr std::size_t block_rows = 32;

// The length of rows of so many columns: whole cache lines, an odd number of them, so that elements of one
// column do not fall on the same few sets of a cache.
constexpr std::size_t row_length(std::size_t columns) {
  constexpr std::size_t line = 8;
  return ((columns + line - 1) / line | 1U) * line;
}

}  // namespace adaline::least_squares
