// Which samples a kernel asks for before it uses them.
#include "kernels/asks_ahead.hpp"

#include <gtest/gtest.h>

namespace adaline::test {
namespace {

using kernels::asks_ahead;
using kernels::row_lanes;

constexpr std::size_t megabyte = std::size_t{1} << 20;

// The rule looks at no element.
template <class T>
MatrixView<T> rows_of(std::size_t rows, std::size_t cols, std::size_t stride) {
  return {nullptr, rows, cols, stride};
}

template <class T>
class AsksAhead : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(AsksAhead, Types);

TYPED_TEST(AsksAhead, WhereNoCacheHoldsTheSamples) {
  constexpr std::size_t cols = 64;
  constexpr std::size_t rows = 16 * megabyte / (cols * sizeof(TypeParam));
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(rows, cols, cols)));
  EXPECT_TRUE(asks_ahead(rows_of<TypeParam>(rows + 1, cols, cols)));
}

TYPED_TEST(AsksAhead, ShortRowsOutsideTheFirstCache) {
  constexpr std::size_t cols = row_lanes<TypeParam> - 1;
  const std::size_t rows = (std::size_t{32} << 10) / (cols * sizeof(TypeParam));
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(rows, cols, cols)));
  EXPECT_TRUE(asks_ahead(rows_of<TypeParam>(rows + 1, cols, cols)));
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(rows + 1, cols + 1, cols + 1)));
}

TYPED_TEST(AsksAhead, NotBetweenRowsThatAreFarApart) {
  EXPECT_TRUE(asks_ahead(rows_of<TypeParam>(megabyte, 20, 39)));
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(megabyte, 20, 40)));
}

TYPED_TEST(AsksAhead, NotForNothing) {
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(0, 0, 0)));
  EXPECT_FALSE(asks_ahead(rows_of<TypeParam>(megabyte, 0, 0)));
}

}  // namespace
}  // namespace adaline::test
