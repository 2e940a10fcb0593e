// Rows that pass through a kernel together.
#pragma once

#include <cstddef>

namespace adaline::least_squares {

// Products of long rows are summed panel by panel, with this many columns each. They are a part of the order of
// operations.
inline constexpr std::size_t panel_columns = 128;

// These change no bit. 32 rows of a panel are 32 KB, and stay in a first cache; 256 are 256 KB, and stay in a
// second one while the rows that they are multiplied by come from memory, a block at a time: 4096 columns with
// standard errors take 1.4 s, and 2.3 s with 32 rows alone (Zen 5, AVX-512).
inline constexpr std::size_t block_rows = 32;
inline constexpr std::size_t group_rows = 256;
static_assert(group_rows % panel_columns == 0 && panel_columns % block_rows == 0);

// Of rows or columns.
struct Range {
  std::size_t begin, end;
};

// Calls f(Range) for each block of rows; the last one may be smaller.
template <class F>
void for_each_block(Range rows, F f) {
  for (std::size_t begin = rows.begin; begin < rows.end; begin += block_rows) {
    f(Range{begin, begin + block_rows < rows.end ? begin + block_rows : rows.end});
  }
}

// The length of rows of so many columns: whole cache lines, an odd number of them, so that elements of one
// column do not fall on the same few sets of a cache.
constexpr std::size_t row_length(std::size_t columns) {
  constexpr std::size_t line = 8;
  return ((columns + line - 1) / line | 1U) * line;
}

}  // namespace adaline::least_squares
