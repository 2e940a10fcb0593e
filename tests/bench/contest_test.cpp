#include "bench/suite/contest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <stdexcept>
#include <thread>

namespace adaline::bench {
namespace {

// Three contenders and a limit, which note their turns; each turn is long enough for one measurement.
class Turns : public Contest {
 public:
  explicit Turns(bool is_right = true)
      : Contest({one("a"), one("b"), one("c"), limit()}, {}, 0, 1e-6), is_right_(is_right) {}

  // Turns of the rounds alone, without what came before the first.
  std::vector<std::vector<int>> by_round() const {
    const std::size_t rounds = entrants().front().rounds.size();
    std::vector<std::vector<int>> all;
    for (auto at = turns_.end() - static_cast<std::ptrdiff_t>(4 * rounds); at != turns_.end(); at += 4) {
      all.emplace_back(at, at + 4);
    }
    return all;
  }

  int verified() const { return verified_; }

 protected:
  void verify() override {
    EXPECT_TRUE(turns_.empty()) << "nothing is timed before";
    ++verified_;
    if (!is_right_) throw std::runtime_error("b computes something else");
  }

  std::vector<Repeat> prepare() override {
    std::vector<Repeat> repeats;
    for (int i = 0; i < 4; ++i) {
      repeats.emplace_back([this, i](std::size_t) {
        turns_.push_back(i);
        std::this_thread::sleep_for(std::chrono::microseconds(200));
      });
    }
    return repeats;
  }

  Timing limit_of(std::size_t place, const Timing&) override {
    EXPECT_EQ(place, 3U);
    return {.wall = 7, .processor = 8};
  }
  const char* kind_of_limit(std::size_t, const Timing&) override { return "loads"; }

 private:
  static Entrant one(const std::string& name) { return {.benchmark = name, .contender = name}; }
  static Entrant limit() { return {.benchmark = "limit", .contender = "limit", .is_limit = true}; }

  bool is_right_;
  int verified_ = 0;
  std::vector<int> turns_;
};

TEST(Contest, EverybodyIsMeasuredOnceInEachRound) {
  Turns contest;
  contest.measure_rounds(6);
  const auto by_round = contest.by_round();
  ASSERT_EQ(by_round.size(), 6U);
  for (std::vector<int> round : by_round) {
    std::ranges::sort(round);
    EXPECT_EQ(round, (std::vector{0, 1, 2, 3}));
  }
}

TEST(Contest, NobodyAlwaysFollowsTheSameRival) {
  Turns contest;
  contest.measure_rounds(8);
  std::set<std::pair<int, int>> neighbours;
  for (const std::vector<int>& round : contest.by_round()) {
    for (std::size_t i = 1; i < round.size(); ++i) neighbours.insert({round[i - 1], round[i]});
  }
  EXPECT_GE(neighbours.size(), 8U);
}

// Whoever asks first for a round has it measured for all.
TEST(Contest, RoundsAreMeasuredOnce) {
  Turns contest;
  contest.measure_rounds(1);
  contest.measure_rounds(1);
  contest.measure_rounds(2);
  EXPECT_EQ(contest.verified(), 1);
  for (const Entrant& entrant : contest.entrants()) {
    EXPECT_EQ(entrant.rounds.size(), 2U);
    EXPECT_EQ(entrant.calls, 1U);
  }
}

TEST(Contest, TheLimitIsWhatItsMovementMeans) {
  Turns contest;
  contest.measure_rounds(2);
  for (const Timing& timing : contest.entrants().back().rounds) {
    EXPECT_EQ(timing.wall, 7);
    EXPECT_EQ(timing.processor, 8);
  }
  EXPECT_EQ(contest.entrants().back().kind_of_limit, "loads");
}

TEST(Contest, NothingIsMeasuredWhereSomebodyIsWrong) {
  Turns contest(false);
  EXPECT_THROW(contest.measure_rounds(1), std::runtime_error);
  EXPECT_THROW(contest.measure_rounds(2), std::runtime_error) << "not asked again, and not forgotten";
  EXPECT_EQ(contest.verified(), 1);
  EXPECT_TRUE(contest.entrants().front().rounds.empty());
}

Suite suite(const std::string& part_of_name) {
  return {contenders(Selection::quick), Selection::quick, std::size_t{1} << 20U, 1e-6,
          [=](const std::string& name) { return name.find(part_of_name) != std::string::npos; }};
}

TEST(Contests, HaveWhoIsWantedAndTheLimit) {
  const Suite wanted = suite("dot/plain/float/n:64");
  Limits limits(1e-6);
  const auto all = contests(wanted, limits);
  ASSERT_EQ(all.size(), 1U);
  const auto& entrants = all.front()->entrants();
  ASSERT_EQ(entrants.size(), limits.are_known() ? 2U : 1U);
  EXPECT_EQ(entrants.front().benchmark, "dot/plain/float/n:64");
  EXPECT_TRUE(entrants.front().is_wanted);
  EXPECT_FALSE(entrants.front().is_ours);
  EXPECT_EQ(entrants.back().is_wanted, !limits.are_known());
}

TEST(Contests, NamesAreUnique) {
  const Suite wanted = suite("");
  Limits limits(1e-6);
  std::set<std::string> names;
  for (const auto& contest : contests(wanted, limits)) {
    for (const Entrant& entrant : contest->entrants()) {
      EXPECT_TRUE(names.insert(entrant.benchmark).second) << entrant.benchmark;
    }
  }
  EXPECT_TRUE(names.contains("predict/plain/double/rows:12/features:1"));
}

// Products of floats are added up in double, and there are half as many of these in a register.
TEST(Contests, TheLimitOfMomentsIsThatOfDouble) {
  Limits limits(1e-6);
  if (!limits.are_known()) GTEST_SKIP() << "no level but scalar";
  const Suite wanted = suite("accumulate_moments/limit/float/rows:4096/features:64");
  const auto all = contests(wanted, limits);
  ASSERT_EQ(all.size(), 1U);
  Contest& contest = *all.front();
  contest.measure_rounds(1);
  ASSERT_EQ(contest.entrants().front().kind_of_limit, "multiply-adds");
  EXPECT_EQ(contest.entrants().front().rounds.front().processor,
            static_cast<double>(contest.work().multiply_adds) / limits.multiply_adds().of_double);
  EXPECT_GT(contest.footprint(), std::size_t{4096} * 65 * 4) << "the products belong to it";
}

// Whatever the number of CPUs here.
class Threads : public testing::Test {
 protected:
  Threads() { setenv("OMP_NUM_THREADS", "3", 1); }
  ~Threads() override { unsetenv("OMP_NUM_THREADS"); }

  static std::vector<std::string> names(const Contest& contest) {
    std::vector<std::string> all;
    for (const Entrant& entrant : contest.entrants()) {
      EXPECT_EQ(std::to_string(entrant.threads), entrant.contender.substr(entrant.contender.rfind('-') + 1));
      all.push_back(entrant.contender);
    }
    return all;
  }
};

TEST_F(Threads, EachNumberOfThemHasALimitOfItsOwn) {
  const Suite wanted = suite("threads_gradient/");
  Limits limits(1e-6);
  const auto all = contests(wanted, limits);
  ASSERT_EQ(all.size(), 2U) << "both types; with so little memory there is one size";
  const std::vector<std::string> ours = {"threads-1", "threads-2", "threads-3"};
  std::vector<std::string> everybody = ours;
  if (limits.are_known()) everybody.insert(everybody.end(), {"limit-1", "limit-2", "limit-3"});
  for (const auto& contest : all) EXPECT_EQ(names(*contest), everybody);
}

TEST_F(Threads, AreMeasuredByTheClockOnTheWall) {
  const Suite wanted = suite("threads_predict/threads-2/float/");
  Limits limits(1e-6);
  const auto all = contests(wanted, limits);
  ASSERT_EQ(all.size(), 1U);
  all.front()->measure_rounds(2);
  for (const Entrant& entrant : all.front()->entrants()) {
    ASSERT_EQ(entrant.rounds.size(), 2U);
    for (const Timing& timing : entrant.rounds) {
      EXPECT_GT(timing.wall, 0);
      EXPECT_EQ(timing.wall, timing.processor);
    }
    EXPECT_EQ(entrant.is_wanted, !entrant.is_limit);
  }
}

TEST(LimitOfThreads, TwoMultiplyAndAddTwiceAsFastAsOne) {
  Limits limits(1e-6);
  if (!limits.are_known()) GTEST_SKIP() << "no level but scalar";
  constexpr std::size_t footprint = std::size_t{1} << 20U;
  const cases::Work work{.bytes_read = footprint / 4, .bytes_written = 0, .multiply_adds = 1000};
  Workers two(2);
  const Limit of_one = limits.limit(work, footprint, sizeof(double));
  const Limit of_two = limits.limit(work, footprint, sizeof(double), &two);
  EXPECT_GT(of_two.computing, 0);
  EXPECT_EQ(of_one.computing, 2 * of_two.computing);
  EXPECT_NE(of_one.movement, of_two.movement) << "they load together";
  EXPECT_EQ(of_two.movement->bytes, footprint) << "each has a share";
  EXPECT_EQ(of_two.times, 0.25);
}

TEST_F(Threads, TakePartWhereThreadsAreCounted) {
  const Suite wanted = suite("/threads-2/");
  Limits limits(1e-6);
  for (const auto& contest : contests(wanted, limits)) {
    EXPECT_TRUE(contest->entrants().front().benchmark.starts_with("threads_"));
  }
}

TEST(Growth, IsThatOfTheLevelInUse) {
  const Suite wanted = suite("growth_online/");
  Limits limits(1e-6);
  const auto all = contests(wanted, limits);
  EXPECT_GT(all.size(), 8U);
  for (const auto& contest : all) {
    const auto& entrants = contest->entrants();
    ASSERT_EQ(entrants.size(), limits.are_known() ? 2U : 1U);
    EXPECT_EQ(entrants.front().contender, to_string(active_isa()));
  }
}

}  // namespace
}  // namespace adaline::bench
