#include "bench/measure/statistics.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace adaline::bench {
namespace {

TEST(Median, IsTheValueInTheMiddle) {
  EXPECT_EQ(median(std::vector{3.0}), 3);
  EXPECT_EQ(median(std::vector{9.0, 1.0, 2.0}), 2);
  EXPECT_EQ(median(std::vector{4.0, 1.0, 2.0, 100.0}), 3);
}

TEST(Median, IgnoresOneDisturbance) { EXPECT_EQ(median(std::vector{1.0, 1.0, 1.0, 1.0, 1000.0}), 1); }

TEST(Spread, IsTheMiddleHalfRelativeToTheMedian) {
  EXPECT_EQ(spread(std::vector{5.0}), 0);
  EXPECT_EQ(spread(std::vector{1.0, 2.0, 3.0, 4.0, 5.0}), 2.0 / 3.0);
  EXPECT_EQ(spread(std::vector{50.0, 10.0, 40.0, 20.0, 30.0}), 2.0 / 3.0);
  EXPECT_EQ(spread(std::vector{1.0, 1.0, 1.0, 1.0, 1000.0}), 0);
}

}  // namespace
}  // namespace adaline::bench
