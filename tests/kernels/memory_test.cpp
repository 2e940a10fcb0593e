// Samples that no cache holds are read in another way, and give the same bits. A program of its own: emulated, it would take
// minutes.
#include <gtest/gtest.h>

#include "kernels/asks_ahead.hpp"
#include "kernels/cases/list.hpp"
#include "kernels/dispatch.hpp"
#include "tests/support/trial.hpp"

namespace adaline::test {
namespace {

template <class T>
class Memory : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Memory, Types);

// Short, swept and long rows.
TYPED_TEST(Memory, SamplesThatNoCacheHolds) {
  using T = TypeParam;
  for (const std::size_t bytes : {104U, 1240U, 3000U}) {
    const std::size_t d = bytes / sizeof(T);
    // No whole number of groups and blocks.
    const Shape shape{(std::size_t{17} << 20) / bytes | 1, d, d};
    Arrays<T> arrays(shape, Values::numbers, d);
    arrays.ask_ahead = true;
    for (const Case<T>& c : kernels::cases::list<T>) {
      if (!c.over_samples) continue;
      for (const kernels::Level* level : kernels::runnable_levels()) {
        Arrays<T> of_level = arrays;
        Operands<T> got = operands_in(of_level, shape);
        ASSERT_TRUE(kernels::asks_ahead(got.view()));
        c.run(level->table<T>(), got);
        Arrays<T> of_reference = arrays;
        Operands<T> want = operands_in(of_reference, shape);
        c.run(reference_of<T>(level->isa), want);
        EXPECT_EQ(difference(got, want), "") << description(c, *level, shape, {});
      }
    }
  }
}

}  // namespace
}  // namespace adaline::test
