// Samples that no cache holds are read in another way, and give the same bits. A program of its own: emulated,
// it would take minutes. (Every plan is forced at small sizes in bits_test.cpp; here a driver chooses it.)
#include <gtest/gtest.h>

#include "goldens/cases/list.hpp"
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
    // No whole number of tiles and blocks.
    const Shape shape{(std::size_t{17} << 20) / bytes | 1, d, d};
    for (const Case<T>& c : cases::list<T>) {
      if (!c.over_samples || d > c.most_cols) continue;
      Arrays<T> arrays(shape, Values::numbers, d);
      prepare(c, shape, arrays);
      for (const kernels::Level* level : kernels::runnable_levels()) {
        const kernels::Kernels<T> kernels(*level);
        Arrays<T> of_level = arrays;
        Operands<T> got = operands_in(of_level, shape);
        ASSERT_EQ(kernels.residence(got.view()), kernels::Residence::memory);
        c.run(kernels, got);
        Arrays<T> of_definition = arrays;
        Operands<T> want = operands_in(of_definition, shape);
        c.run(definition_of<T>(level->isa), want);
        EXPECT_EQ(difference(got, want), "") << description(c, *level, shape, {});
      }
    }
  }
}

}  // namespace
}  // namespace adaline::test
