// The first use, and changes of the level, from many threads at once. Also built under ThreadSanitizer.
#include <gtest/gtest.h>

#include <algorithm>
#include <barrier>
#include <thread>
#include <vector>

#include <adaline/adaline.hpp>

#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

constexpr int threads = 8;

template <class F>
void in_threads(F f) {
  std::barrier start(threads);
  std::vector<std::jthread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      start.arrive_and_wait();
      f(i);
    });
  }
}

// First in this file: ctest runs each test in a process of its own, so this is the process's first use.
TEST(DispatchThreads, FirstUse) {
  Random random(1);
  const auto x = values<float>(random, 500);
  std::vector<float> sums(threads);
  in_threads([&](int i) {
    sums[static_cast<std::size_t>(i)] = dot(std::span<const float>(x), std::span<const float>(x));
  });
  EXPECT_EQ(std::ranges::count(sums, sums[0]), threads);
}

TEST(DispatchThreads, ResolvedAgainAndAgain) {
  for (int round = 0; round < 200; ++round) {
    kernels::use_level(nullptr);
    in_threads([&](int) { EXPECT_EQ(active_isa(), detected_isa()); });
  }
}

TEST(DispatchThreads, ChangedWhileInUse) {
  Random random(2);
  const auto x = values<double>(random, 300);
  std::vector<Isa> fused;
  std::ranges::copy_if(runnable_isas(), std::back_inserter(fused), is_fused);
  set_isa(fused[0]);
  const double expected = dot(std::span<const double>(x), std::span<const double>(x));
  in_threads([&](int i) {
    for (std::size_t round = 0; round < 300; ++round) {
      if (i % 2 == 0) {
        set_isa(fused[round % fused.size()]);
      } else {
        EXPECT_EQ(dot(std::span<const double>(x), std::span<const double>(x)), expected);
      }
    }
  });
}

}  // namespace
}  // namespace adaline::test
