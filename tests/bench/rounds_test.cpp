#include "bench/measure/rounds.hpp"

#include <gtest/gtest.h>

#include <set>
#include <utility>
#include <vector>

namespace adaline::bench {
namespace {

TEST(Turn, EverybodyHasOnePositionInEachRound) {
  for (std::size_t round = 0; round < 8; ++round) {
    std::set<std::size_t> seen;
    for (std::size_t position = 0; position < 3; ++position) seen.insert(turn(round, position, 3));
    EXPECT_EQ(seen, (std::set<std::size_t>{0, 1, 2}));
  }
}

TEST(Turn, NobodyAlwaysFollowsTheSameRival) {
  std::set<std::pair<std::size_t, std::size_t>> neighbours;
  for (std::size_t round = 0; round < 6; ++round) {
    for (std::size_t position = 0; position < 2; ++position) {
      neighbours.insert({turn(round, position, 3), turn(round, position + 1, 3)});
    }
  }
  EXPECT_EQ(neighbours.size(), 6U);
}

// Which calls of a repeat a measurement makes.
std::vector<std::size_t> calls_on_threads(std::size_t times) {
  std::vector<std::size_t> calls;
  const Timing timing = measure_on_threads([&](std::size_t count) { calls.push_back(count); }, times);
  EXPECT_EQ(timing.wall, timing.processor);
  return calls;
}

TEST(MeasureOnThreads, ThreadsAreAwakeWhereOneTimeIsShort) {
  EXPECT_EQ(calls_on_threads(7), (std::vector<std::size_t>{2, 7}));
  EXPECT_EQ(calls_on_threads(1), (std::vector<std::size_t>{1}));
}

// A machine that is told how long one time takes: no test depends on how fast the real one is.
std::size_t times_where_one_takes(double seconds, double least_seconds) {
  std::size_t done = 0;
  const Repeat repeat = [&](std::size_t times) { done = times; };
  const Measure measure = [&](const Repeat& repeat_of_trial, std::size_t times) {
    repeat_of_trial(times);
    EXPECT_EQ(done, times);
    return Timing{.wall = seconds, .processor = seconds};
  };
  const std::size_t times = times_that_last(repeat, least_seconds, measure);
  EXPECT_EQ(done, times) << "it returns what it tried last";
  return times;
}

TEST(TimesThatLast, ShortOnesAreRepeated) {
  for (const double seconds : {1e-9, 3e-7, 1e-5, 4e-3}) {
    const auto lasting = static_cast<double>(times_where_one_takes(seconds, 5e-3)) * seconds;
    EXPECT_GE(lasting, 5e-3);
    EXPECT_LT(lasting, 5e-3 * 2) << "not far more than was asked for";
  }
}

TEST(TimesThatLast, LongOnesAreNot) {
  EXPECT_EQ(times_where_one_takes(5e-3, 5e-3), 1U);
  EXPECT_EQ(times_where_one_takes(1, 5e-3), 1U);
}

}  // namespace
}  // namespace adaline::bench
