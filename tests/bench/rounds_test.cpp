#include "bench/measure/rounds.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

namespace adaline::bench {
namespace {

// Three rivals that note their turns, each of which takes long enough for one measurement.
class Turns : public testing::Test {
 protected:
  std::vector<int> turns_;
  std::vector<Repeat> rivals_{rival(0), rival(1), rival(2)};

  Repeat rival(int name) {
    return [this, name](std::size_t) {
      turns_.push_back(name);
      std::this_thread::sleep_for(std::chrono::microseconds(200));
    };
  }

  // Turns of the rounds alone.
  std::vector<std::vector<int>> rounds(const Effort& effort) {
    const auto all = measure_in_rounds(rivals_, effort);
    const std::size_t count = all.front().wall.size() * rivals_.size();
    std::vector<std::vector<int>> by_round;
    for (auto at = turns_.end() - static_cast<std::ptrdiff_t>(count); at != turns_.end(); at += 3) {
      by_round.emplace_back(at, at + 3);
    }
    return by_round;
  }
};

constexpr double never = 1e9;  // a spread that nothing reaches

TEST_F(Turns, EveryRivalIsMeasuredOnceInEachRound) {
  const auto by_round = rounds({.least_seconds = 1e-6, .rounds = 6, .spread = never});
  ASSERT_EQ(by_round.size(), 6U);
  for (std::vector<int> round : by_round) {
    std::ranges::sort(round);
    EXPECT_EQ(round, (std::vector{0, 1, 2}));
  }
}

TEST_F(Turns, NobodyAlwaysFollowsTheSameRival) {
  std::set<std::pair<int, int>> neighbours;
  for (const std::vector<int>& round : rounds({.least_seconds = 1e-6, .rounds = 6, .spread = never})) {
    neighbours.insert({round[0], round[1]});
    neighbours.insert({round[1], round[2]});
  }
  EXPECT_EQ(neighbours.size(), 6U);
}

TEST_F(Turns, WhereTheSpreadIsTooWideThereAreTwiceAsManyRounds) {
  EXPECT_EQ(rounds({.least_seconds = 1e-6, .rounds = 4, .spread = -1}).size(), 8U);
}

TEST_F(Turns, EachRoundLeavesOneMeasurement) {
  const auto all = measure_in_rounds(rivals_, {.least_seconds = 1e-6, .rounds = 3, .spread = never});
  ASSERT_EQ(all.size(), 3U);
  for (const Measurements& m : all) {
    EXPECT_EQ(m.times, 1U);
    EXPECT_EQ(m.processor.size(), 3U);
    EXPECT_EQ(m.wall.size(), 3U);
  }
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
