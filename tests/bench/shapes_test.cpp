#include "bench/suite/shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>

namespace adaline::bench {
namespace {

constexpr std::size_t KB = 1024;
constexpr std::size_t MB = 1024 * KB;
constexpr std::size_t GB = 1024 * MB;

TEST(MemoryBytes, IsAGigabyteWhereThereIsRoom) {
  EXPECT_EQ(memory_bytes(Selection::full, 20 * GB), GB);
  EXPECT_EQ(memory_bytes(Selection::quick, 20 * GB), 256 * MB);
}

TEST(MemoryBytes, LeavesRoomForAllArrays) {
  for (const std::size_t available : {300 * MB, 1 * GB, 4 * GB, 6 * GB}) {
    for (const Selection selection : {Selection::quick, Selection::full}) {
      EXPECT_LE(8 * memory_bytes(selection, available), available);
    }
  }
}

TEST(Shapes, CoverShortCallsToMemory) {
  for (const Selection selection : {Selection::quick, Selection::full}) {
    const auto vectors = vector_shapes(selection, 8, 256 * MB);
    EXPECT_EQ(vectors.front().cols, 1U);
    EXPECT_EQ(vectors.back().cols * 8, 256 * MB);
    EXPECT_TRUE(std::ranges::is_sorted(vectors, {}, [](const auto& shape) { return shape.cols; }));
    for (const std::size_t bytes : {32 * KB, 1 * MB, 8 * MB}) {
      EXPECT_TRUE(std::ranges::any_of(vectors, [&](const auto& shape) { return shape.cols * 8 == bytes; }))
          << bytes;
    }

    const auto samples = sample_shapes(selection, 4, 256 * MB);
    EXPECT_EQ(samples.front().rows, 12U);  // the notebook
    EXPECT_EQ(samples.front().cols, 1U);
    for (const std::size_t bytes : {32 * KB, 1 * MB, 8 * MB, 256 * MB}) {
      EXPECT_TRUE(std::ranges::any_of(samples, [&](const auto& s) { return s.rows * s.cols * 4 == bytes; }))
          << bytes;
    }
    EXPECT_TRUE(
        std::ranges::all_of(samples, [](const auto& shape) { return shape.rows > 0 && shape.cols > 0; }));
  }
}

TEST(Shapes, FloatAndDoubleHaveTheSameBytes) {
  const auto floats = sample_shapes(Selection::full, 4, GB);
  const auto doubles = sample_shapes(Selection::full, 8, GB);
  ASSERT_EQ(floats.size(), doubles.size());
  for (std::size_t i = 0; i < floats.size(); ++i) {
    EXPECT_EQ(floats[i].rows == 12, doubles[i].rows == 12);
    if (floats[i].rows == 12) continue;
    EXPECT_EQ(floats[i].rows * floats[i].cols * 4, doubles[i].rows * doubles[i].cols * 8);
  }
}

TEST(Shapes, FiltersHave64TapsAndMore) {
  for (const Selection selection : {Selection::quick, Selection::full}) {
    const auto streams = stream_shapes(selection);
    EXPECT_TRUE(std::ranges::any_of(streams, [](const auto& shape) { return shape.cols == 64; }));
    // In the first cache, or the second, with the delay lines of a filter.
    EXPECT_TRUE(
        std::ranges::all_of(streams, [](const auto& shape) { return shape.rows + shape.cols <= 2048; }));
  }
}

TEST(Shapes, MomentsAreOfFewFeaturesInMemoryAndOfManyInCaches) {
  for (const Selection selection : {Selection::quick, Selection::full}) {
    for (const std::size_t element : {4U, 8U}) {
      const auto shapes = moment_shapes(selection, element, GB);
      EXPECT_EQ(shapes.front().rows, 12U);  // the notebook
      for (const auto& shape : std::span(shapes).subspan(1)) {
        const std::size_t bytes = shape.rows * shape.cols * element;
        EXPECT_LE(bytes, shape.cols <= 16 ? 256 * MB : 16 * MB);
        EXPECT_GT(bytes, shape.cols <= 16 ? 255 * MB : 7 * MB) << shape.cols;
        EXPECT_GT(shape.rows, 2 * shape.cols);
      }
    }
  }
  for (const auto& shape : moment_shapes(Selection::full, 8, 1 * MB)) {
    EXPECT_GT(shape.rows, 0U);
    EXPECT_LE(shape.rows * shape.cols * 8, 1 * MB);
  }
}

TEST(Shapes, ThreadsHaveSamplesInCachesAndInMemory) {
  for (const std::size_t element : {4U, 8U}) {
    for (const Selection selection : {Selection::quick, Selection::full}) {
      const std::size_t memory = selection == Selection::quick ? 64 * MB : 256 * MB;
      for (const std::size_t bytes : {1 * MB, 8 * MB, memory}) {
        EXPECT_TRUE(std::ranges::any_of(thread_shapes(selection, element, GB), [&](const auto& s) {
          return s.cols == 64 && s.rows * s.cols * element == bytes;
        })) << bytes;
      }
    }
    for (const auto& s : thread_shapes(Selection::full, element, 1 * MB)) {
      EXPECT_EQ(s.rows * s.cols * element, 1 * MB);
    }
  }
}

TEST(ThreadCounts, BeginWithOneAndEndWithAll) {
  using Counts = std::vector<std::size_t>;
  EXPECT_EQ(thread_counts(Selection::full, 1), (Counts{1}));
  EXPECT_EQ(thread_counts(Selection::full, 2), (Counts{1, 2}));
  EXPECT_EQ(thread_counts(Selection::full, 12), (Counts{1, 2, 4, 8, 12}));
  EXPECT_EQ(thread_counts(Selection::quick, 1), (Counts{1}));
  EXPECT_EQ(thread_counts(Selection::quick, 2), (Counts{1, 2}));
  EXPECT_EQ(thread_counts(Selection::quick, 64), (Counts{1, 2, 64}));
}

TEST(Shapes, GrowInOneDirectionAtATime) {
  for (const Selection selection : {Selection::quick, Selection::full}) {
    for (const std::size_t element : {4U, 8U}) {
      const std::size_t most = selection == Selection::quick ? 64 * MB : 256 * MB;
      const auto shapes = growth_shapes(selection, element, GB, 4096);
      const auto by_rows = std::ranges::count_if(shapes, [](const auto& s) { return s.cols == 64; });
      const auto by_columns = std::ranges::count_if(shapes, [](const auto& s) { return s.rows == 4096; });
      EXPECT_GE(by_rows, 7);
      EXPECT_GE(by_columns, 7);
      const auto is_both = [](const auto& s) { return s.cols == 64 && s.rows == 4096; };
      EXPECT_EQ(by_rows + by_columns, std::ssize(shapes) + std::ranges::count_if(shapes, is_both));
      const auto bytes = [&](const auto& s) { return s.rows * s.cols * element; };
      EXPECT_LE(bytes(std::ranges::max(shapes, {}, bytes)), most);
      EXPECT_GT(bytes(std::ranges::max(shapes, {}, bytes)), most / 4) << "in memory";
    }
    for (const auto& s : growth_shapes(selection, 4, 1 * MB, 16)) {
      EXPECT_LE(s.rows * s.cols * 4, 1 * MB);
      EXPECT_TRUE(s.cols <= 16 || s.cols == 64);
    }
  }
}

TEST(Shapes, ShortOnesAreShort) {
  EXPECT_TRUE(is_short({.rows = 1, .cols = 64}));
  EXPECT_TRUE(is_short({.rows = 12, .cols = 64}));
  EXPECT_FALSE(is_short({.rows = 1, .cols = 4096}));
}

}  // namespace
}  // namespace adaline::bench
