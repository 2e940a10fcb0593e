// The golden set stands on both sides of every border that the order knows.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "goldens/sizes.hpp"

namespace adaline::test {
namespace {

using goldens::Sizes;

template <class T>
class GoldenSizes : public testing::Test {
 protected:
  // Of samples, whether there are so many rows of so many features.
  static bool has(std::size_t rows, std::size_t cols) {
    return std::ranges::any_of(goldens::sample_sizes<T>(), [&](const Sizes& s) {
      return s.kind == goldens::Values::alike && s.cols == cols && s.first <= rows && rows <= s.last;
    });
  }
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(GoldenSizes, Types);

TYPED_TEST(GoldenSizes, VectorsOfEverySizeUpToTwoTiles) {
  const auto all = goldens::vector_sizes<TypeParam>();
  for (std::size_t n = 0; n < 2 * kernels::square_lanes<TypeParam>; ++n) {
    EXPECT_TRUE(std::ranges::any_of(all, [n](const Sizes& s) { return s.first <= n && n <= s.last; })) << n;
  }
}

TYPED_TEST(GoldenSizes, SamplesOfEveryNarrowWidthAndOfNone) {
  for (std::size_t d = 0; d <= kernels::narrow_features + 1; ++d) {
    for (std::size_t rows = 0; rows <= 2 * kernels::row_lanes<TypeParam>; ++rows) {
      EXPECT_TRUE(this->has(rows, d)) << rows << " x " << d;
    }
  }
}

// Every number of rows that a block of online learning may leave over, on both sides of each change of its
// length.
TYPED_TEST(GoldenSizes, BlocksWithEveryRemainder) {
  using kernels::online_block_rows;
  const auto expect_remainders = [&](std::size_t d) {
    const std::size_t block = online_block_rows<TypeParam>(d);
    for (std::size_t rows = 0; rows < 2 * block; ++rows) EXPECT_TRUE(this->has(rows, d)) << rows << " x " << d;
  };
  for (std::size_t d = 1; d < 2000; ++d) {
    if (online_block_rows<TypeParam>(d) == online_block_rows<TypeParam>(d + 1)) continue;
    expect_remainders(d);
    expect_remainders(d + 1);
  }
}

TYPED_TEST(GoldenSizes, BothSidesOfChunksAndSegments) {
  constexpr std::size_t chunk = kernels::chunk_rows;
  constexpr std::size_t segments = kernels::segmented_rows<TypeParam>;
  for (const std::size_t d :
       {std::size_t{1}, kernels::narrow_features, kernels::narrow_features + 1,
        kernels::most_features_in_parts<TypeParam>, kernels::most_features_in_parts<TypeParam> + 1}) {
    for (const std::size_t rows : {chunk - 1, chunk, chunk + 1})
      EXPECT_TRUE(this->has(rows, d)) << rows << " x " << d;
    EXPECT_TRUE(std::ranges::any_of(goldens::sample_sizes<TypeParam>(), [d](const Sizes& s) {
      return s.cols == d && s.first > 2 * chunk;
    })) << d;
  }
  for (std::size_t rows = segments - 1; rows <= segments + kernels::row_lanes<TypeParam>; ++rows) {
    EXPECT_TRUE(this->has(rows, 1)) << rows;
  }
}

}  // namespace
}  // namespace adaline::test
