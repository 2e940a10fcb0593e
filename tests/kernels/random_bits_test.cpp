// Every kernel at every level against the reference of its family, in trials that chance chooses.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/agrees.hpp"

namespace adaline::test {
namespace {

template <class T>
class RandomBits : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(RandomBits, Types);

// A random trial of any case: values of every kind, larger sizes, any placement.
template <class T>
void random_trial(Arena& arena, std::size_t most_elements) {
  const auto& list = cases::list<T>;
  const auto levels = kernels::runnable_levels();
  const Case<T>& c = list[*rc::gen::inRange<std::size_t>(0, list.size())];
  const kernels::Level& level = *levels[*rc::gen::inRange<std::size_t>(0, levels.size())];
  Shape shape;
  if (c.over_samples) {
    shape.cols = *rc::gen::inRange<std::size_t>(0, 300);
    const bool overlap = *rc::gen::inRange(0, 4) == 0;
    const std::size_t gap = *rc::gen::inRange<std::size_t>(0, 20);
    shape.stride = overlap ? std::min(gap, shape.cols) : shape.cols + gap;
    shape.rows = *rc::gen::inRange<std::size_t>(0, std::min<std::size_t>(3000, most_elements / 320));
  } else {
    shape.cols = *rc::gen::inRange<std::size_t>(0, most_elements);
    shape.stride = shape.cols;
  }
  const auto kind = *rc::gen::element(Values::numbers, Values::zeros, Values::extremes, Values::special);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const Placement where{*rc::gen::arbitrary<bool>(), *rc::gen::inRange<std::size_t>(0, 16)};
  for (std::uint64_t k = 0; k < 5; ++k) {
    const testing::AssertionResult result = agrees(c, level, shape, kind, seed + k, arena, where);
    if (!result) RC_FAIL(result.message());
  }
}

TYPED_TEST(RandomBits, AnyShapeAndValues) {
  constexpr std::size_t most_elements = 200'000;
  Arena arena((most_elements + 64) * sizeof(TypeParam));
  rc::detail::checkGTest([&] { random_trial<TypeParam>(arena, most_elements); });
}

}  // namespace
}  // namespace adaline::test
