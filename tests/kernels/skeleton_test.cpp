// The kernel skeleton of examples/ compiles for every level, and agrees with its definition.
#include <gtest/gtest.h>

#include <vector>

#include "examples/kernel_skeleton/definition.hpp"
#include "examples/kernel_skeleton/level.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/guarded_memory.hpp"
#include "tests/support/values.hpp"

namespace adaline::skeleton {

#define ADALINE_LEVEL(name) extern const Level level_##name;
#include "skeleton_levels.inc"
#undef ADALINE_LEVEL

namespace {

const std::vector<const Level*> levels = {
#define ADALINE_LEVEL(name) &level_##name,
#include "skeleton_levels.inc"
#undef ADALINE_LEVEL
};

template <class T>
auto kernel_of(const Level& level) {
  if constexpr (sizeof(T) == sizeof(float)) {
    return level.of_float;
  } else {
    return level.of_double;
  }
}

template <class T>
class Skeleton : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Skeleton, Types);

TYPED_TEST(Skeleton, AgreesWithItsDefinitionAtEveryLength) {
  using T = TypeParam;
  constexpr std::size_t longest = 200, most_rows = 9;
  test::GuardedMemory memory(most_rows * (longest + 3) * sizeof(T));
  for (const Level* level : levels) {
    if (!kernels::is_supported(level->isa)) continue;
    for (std::size_t d = 0; d <= longest; ++d) {
      const std::size_t rows = d % (most_rows + 1);
      const std::size_t stride = d + d % 4;
      test::Random random(d);
      const auto numbers = test::values<T>(random, rows == 0 ? 0 : (rows - 1) * stride + d);
      // It ends right before a page that faults.
      T* const samples = memory.place<T>(numbers.size(), {true, 0});
      std::copy(numbers.begin(), numbers.end(), samples);
      const MatrixView<T> x{samples, rows, d, stride};
      std::vector<T> got(rows, T(-1)), want(rows, T(-1));
      kernel_of<T> (*level)(x, got.data());
      if (is_fused(level->isa)) {
        definition::squared_norms<kernels::definition::Fused>(x, want.data());
      } else {
        definition::squared_norms<kernels::definition::Separate>(x, want.data());
      }
      ASSERT_EQ(got, want) << to_string(level->isa) << ", " << rows << " rows of " << d;
    }
  }
}

}  // namespace
}  // namespace adaline::skeleton
