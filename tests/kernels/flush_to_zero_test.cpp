// The guard against denormal numbers: of this thread, until the end of the scope.
#include <adaline/flush_to_zero.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cfenv>
#include <limits>
#include <span>
#include <thread>
#include <type_traits>

#include <adaline/cpu.hpp>
#include <adaline/kernels.hpp>

namespace adaline::test {
namespace {

static_assert(!std::is_copy_constructible_v<ScopedFlushToZero> &&
              !std::is_move_constructible_v<ScopedFlushToZero> &&
              !std::is_copy_assignable_v<ScopedFlushToZero> && !std::is_move_assignable_v<ScopedFlushToZero>);

// By the library, as the compiler may move arithmetic that stands here.
template <class T>
T product(T x, T y) {
  return dot(std::span<const T>(&x, 1), std::span<const T>(&y, 1));
}

template <class T>
bool flushes_results() {
  return product(std::numeric_limits<T>::min(), T(0.5)) == 0;
}

template <class T>
bool flushes_operands() {
  return product(std::numeric_limits<T>::denorm_min(), T(1) / std::numeric_limits<T>::epsilon()) == 0;
}

void expect_flushes(bool does) {
  EXPECT_EQ(flushes_results<float>(), does);
  EXPECT_EQ(flushes_results<double>(), does);
  EXPECT_EQ(flushes_operands<float>(), does);
  EXPECT_EQ(flushes_operands<double>(), does);
}

#if defined(__x86_64__) || defined(__aarch64__)

TEST(FlushToZero, UntilTheEndOfTheScopeAtEachLevel) {
  const Isa before = active_isa();
  for (const Isa isa : runnable_isas()) {
    if (isa == Isa::scalar) continue;  // its std::fma may be computed by integers, where the CPU has none
    set_isa(isa);
    expect_flushes(false);
    {
      const ScopedFlushToZero guard;
      expect_flushes(true);
      EXPECT_EQ(product(3.0, 5.0), 15.0);
    }
    expect_flushes(false);
  }
  set_isa(before);
}

TEST(FlushToZero, Nested) {
  {
    const ScopedFlushToZero outer;
    {
      const ScopedFlushToZero inner;
      expect_flushes(true);
    }
    expect_flushes(true);
  }
  expect_flushes(false);
}

TEST(FlushToZero, EndsWithAnException) {
  try {
    const ScopedFlushToZero guard;
    throw 1;
  } catch (int) {
  }
  expect_flushes(false);
}

// A thread that runs already is left as it is. (A new one begins as the thread that starts it is at that time.)
TEST(FlushToZero, NotInAnotherThread) {
  std::atomic<int> turn = 0;
  const auto wait_for = [&](int its) {
    for (int now = turn; now != its; now = turn) turn.wait(now);
  };
  const auto give = [&](int its) {
    turn = its;
    turn.notify_all();
  };
  std::jthread other([&] {
    wait_for(1);
    expect_flushes(false);
    const ScopedFlushToZero its_own;
    give(2);
    wait_for(3);
    expect_flushes(true);
  });
  {
    const ScopedFlushToZero guard;
    give(1);
    wait_for(2);
    expect_flushes(true);
  }
  expect_flushes(false);
  give(3);
}

// What else the register holds is left as it is.
TEST(FlushToZero, KeepsTheRoundingMode) {
  {
    const ScopedFlushToZero guard;
    std::fesetround(FE_UPWARD);
  }
  EXPECT_EQ(std::fegetround(), FE_UPWARD);
  std::fesetround(FE_TONEAREST);
}

#endif

}  // namespace
}  // namespace adaline::test
