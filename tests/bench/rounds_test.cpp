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

TEST_F(Turns, MeasurementsAreOfOneTime) {
  const auto all = measure_in_rounds(rivals_, {.least_seconds = 1e-6, .rounds = 3, .spread = never});
  ASSERT_EQ(all.size(), 3U);
  for (const Measurements& m : all) {
    EXPECT_EQ(m.times, 1U);
    EXPECT_EQ(m.processor.size(), 3U);
    for (const double seconds : m.wall) EXPECT_GE(seconds, 2e-4);  // it sleeps at least so long
  }
}

TEST(TimesThatLast, ShortOnesAreRepeated) {
  std::size_t most = 0;
  const std::size_t times = times_that_last(
      [&](std::size_t n) {
        most = std::max(most, n);
        std::this_thread::sleep_for(std::chrono::microseconds(n));
      },
      5e-3);
  EXPECT_GT(times, 1U);
  EXPECT_EQ(most, times);
}

}  // namespace
}  // namespace adaline::bench
