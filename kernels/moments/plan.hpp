// How the moments of a chunk are summed: in blocks of its rows, which are packed for that.
#pragma once

#include <cstddef>
#include <cstdint>

#include "kernels/definition/order.hpp"
#include "kernels/definition/triangle.hpp"

namespace adaline::kernels {

struct MomentsPlan {
  std::size_t block_rows = 0;    // a multiple of moment_lanes
  std::size_t block_panels = 1;  // panels of columns that stay in the second cache
  double* scratch = nullptr;     // moments_scratch() elements, at an address that is a multiple of 64 bytes
  // Only the means of these columns and their rows of the triangle are set, of more than narrow_features. The
  // target belongs to the last range. Both are multiples of most_columns_of_panel below the number of features,
  // but for the end of the last range.
  std::size_t first_column = 0;
  std::size_t end_column = SIZE_MAX;
};

struct MomentsTuning {
  // A panel of 8 columns has 16 KB then, and a tile's panels fit into a first cache of 32 KB but for one.
  // Shorter blocks load and store the sums more often.
  std::size_t block_rows = 256;
  std::size_t block_panels = 32;
};

inline constexpr std::size_t most_columns_of_panel = 8;

// Columns of samples, a target and ones, padded to whole panels of any level.
constexpr std::size_t padded_columns(std::size_t features) {
  return (features + 2 + most_columns_of_panel - 1) / most_columns_of_panel * most_columns_of_panel;
}

// Sums of up to narrow_features, of their target and of ones.
constexpr std::size_t narrow_moments = triangle_row(narrow_features + 2);

// Origins, sums and shifts of the columns; the lanes of narrow sums; the block's samples, and once more with
// their weights.
constexpr std::size_t moments_scratch(std::size_t features, std::size_t block_rows) {
  const std::size_t columns = padded_columns(features);
  const std::size_t lanes = features <= narrow_features ? moment_lanes * narrow_moments : 0;
  return columns * (3 + 2 * block_rows) + lanes;
}

}  // namespace adaline::kernels
