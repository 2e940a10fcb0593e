#include <adaline/matrix.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace adaline::test {
namespace {

TEST(Matrix, IsZeroAlignedAndPacked) {
  Matrix<float> m(3, 5);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(m.data()) % 64, 0U);
  for (std::size_t r = 0; r < 3; ++r) {
    for (std::size_t c = 0; c < 5; ++c) EXPECT_EQ(m(r, c), 0.0F);
  }
  m(2, 1) = 7;
  EXPECT_EQ(m.data()[11], 7.0F);
  EXPECT_EQ(m.row(2)[1], 7.0F);
  const MatrixView<float> view = m;
  EXPECT_EQ(view.rows, 3U);
  EXPECT_EQ(view.cols, 5U);
  EXPECT_EQ(view.row_stride, 5U);
  EXPECT_EQ(view.data, m.data());
}

TEST(Matrix, Moves) {
  Matrix<double> m(2, 2);
  m(1, 1) = 3;
  const double* const data = m.data();
  const Matrix<double> other = std::move(m);
  EXPECT_EQ(other.data(), data);
  EXPECT_EQ(other(1, 1), 3.0);
  EXPECT_EQ(m.rows(), 0U);
  EXPECT_EQ(m.cols(), 0U);
  Matrix<double> again(1, 1);
  again = Matrix<double>(3, 4);
  EXPECT_EQ(again.rows(), 3U);
  EXPECT_EQ(again.cols(), 4U);
}

TEST(Matrix, MayBeEmpty) {
  EXPECT_EQ(Matrix<float>().rows(), 0U);
  EXPECT_EQ(Matrix<float>(0, 7).view().cols, 7U);
}

TEST(Matrix, RefusesSizesThatOverflow) {
  constexpr std::size_t huge = std::numeric_limits<std::size_t>::max();
  EXPECT_THROW(Matrix<float>(huge, 2), std::length_error);
  EXPECT_THROW(Matrix<double>(huge / 8, 2), std::length_error);
  try {
    Matrix<double>(huge, 3);
    FAIL();
  } catch (const std::length_error& e) {
    EXPECT_NE(std::string(e.what()).find("18446744073709551615 rows by 3 columns"), std::string::npos);
  }
}

TEST(MatrixView, StrideIsTheWidthUnlessGiven) {
  const float data[6] = {};
  const MatrixView<float> packed{data, 2, 3};
  EXPECT_EQ(packed.row_stride, 3U);
}

// Whether Samples can be made of a view and of an A.
template <class A>
concept ViewsTargets = requires(const double* x, A&& a) {
  Samples<double>{{x, 1, 1}, std::forward<A>(a)};
};

using Values = std::vector<double>;
static_assert(ViewsTargets<Values&> && ViewsTargets<const Values&>);
static_assert(!ViewsTargets<Values> && !ViewsTargets<const Values>);
static_assert(ViewsTargets<std::array<double, 2>&> && !ViewsTargets<std::array<double, 2>>);
static_assert(ViewsTargets<double (&)[2]> && !ViewsTargets<double[2]>);
static_assert(ViewsTargets<std::span<double>> && ViewsTargets<std::span<const double>>);
static_assert(ViewsTargets<TargetSpan<double>> && ViewsTargets<const TargetSpan<double>&>);
static_assert(!ViewsTargets<std::vector<float>&>);
static_assert(std::is_assignable_v<TargetSpan<double>&, Values&> &&
              !std::is_assignable_v<TargetSpan<double>&, Values>);
static_assert(std::is_convertible_v<Matrix<float>&, MatrixView<float>> &&
              std::is_convertible_v<const Matrix<float>&, MatrixView<float>> &&
              !std::is_convertible_v<Matrix<float>, MatrixView<float>>);
static_assert(std::is_aggregate_v<Samples<float>> && std::is_trivially_copyable_v<Samples<float>>);

TEST(Samples, AreMadeInManyWays) {
  const Values t = {1, 2};
  const double array[2] = {1, 2};
  const MatrixView<double> x{t.data(), 2, 1};
  const Samples<double> s[] = {{{t.data(), 2, 1}, t},
                               {x, t},
                               {x, array},
                               {x, {t.data(), 2}},
                               {x, {t.begin(), t.end()}},
                               {.features = x, .targets = std::span(t).first(2)}};
  for (const auto& each : s) {
    EXPECT_EQ(each.features.rows, 2U);
    EXPECT_EQ(each.targets.size(), 2U);
    EXPECT_EQ(each.targets[1], 2.0);
  }
  EXPECT_TRUE(Samples<double>{x}.targets.empty());
  EXPECT_TRUE(Samples<double>{}.targets.empty());
}

}  // namespace
}  // namespace adaline::test
