// Rows that are gathered have the bits of the same rows in a matrix, and what cannot be gathered is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <vector>

#include <adaline/gathered_kernels.hpp>
#include <adaline/neuron.hpp>

#include "tests/support/expect_message.hpp"
#include "tests/support/gathered.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

template <class T>
class Gathered : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Gathered, Types);

struct Size {
  std::size_t rows, cols;
};
// Of one and of several pieces and chunks, with what is left behind each kind of block.
constexpr Size sizes[] = {{0, 3},    {1, 1},    {15, 2},    {1100, 1}, {40000, 1}, {17, 4},  {333, 7},
                          {1100, 8}, {1100, 9}, {2500, 16}, {70, 33},  {1030, 70}, {5, 700}, {21, 3000}};

template <class T, class F>
void for_all_layouts(F check) {
  for (const Size size : sizes) {
    const ManyLayouts<T> layouts(size.rows, size.cols, size.rows + size.cols);
    for (const auto& layout : layouts.all()) {
      SCOPED_TRACE(layout.name + ", " + std::to_string(size.rows) + " x " + std::to_string(size.cols));
      Random random(size.cols);
      check(layout, values<T>(random, size.cols));
    }
  }
}

template <class T>
bool all_same(std::span<const T> a, std::span<const T> b) {
  return std::ranges::equal(a, b, same_bits<T>);
}

TYPED_TEST(Gathered, PredictionsHaveTheBitsOfRows) {
  using T = TypeParam;
  for_all_layouts<T>([](const auto& layout, const std::vector<T>& w) {
    const std::size_t n = layout.t.size();
    std::vector<T> z(n), want(n);
    predict(layout.x, w, T(0.5), std::span(want));
    predict(layout.samples.features(), w, T(0.5), std::span(z));
    EXPECT_TRUE(all_same<T>(z, want));
    std::ranges::fill(z, T(0));
    Neuron<T>(w, T(0.5)).predict(layout.samples.features(), z);
    EXPECT_TRUE(all_same<T>(z, want));
  });
}

TYPED_TEST(Gathered, LossesHaveTheBitsOfRows) {
  using T = TypeParam;
  for_all_layouts<T>([](const auto& layout, const std::vector<T>& w) {
    EXPECT_EQ(squared_loss(layout.samples, w, T(0.5)), squared_loss(layout.in_rows(), w, T(0.5)));
  });
}

TYPED_TEST(Gathered, GradientsHaveTheBitsOfRows) {
  using T = TypeParam;
  for_all_layouts<T>([](const auto& layout, const std::vector<T>& w) {
    std::vector<T> descent(w.size(), T(7)), want(w.size());
    T bias = 7, want_bias = 0;
    const double want_loss = residual_gradient(layout.in_rows(), w, T(0.5), std::span(want), want_bias);
    EXPECT_EQ(residual_gradient(layout.samples, w, T(0.5), std::span(descent), bias), want_loss);
    EXPECT_TRUE(all_same<T>(descent, want));
    EXPECT_TRUE(same_bits(bias, want_bias));
  });
}

TYPED_TEST(Gathered, OnlineEpochsHaveTheBitsOfRows) {
  using T = TypeParam;
  for_all_layouts<T>([](const auto& layout, std::vector<T> w) {
    const T rate = T(0.25) / T(w.size() + 1);
    for (const bool learn_bias : {false, true}) {
      std::vector<T> want = w;
      T bias = T(0.5), want_bias = bias;
      const OnlineEpoch<T> expected =
          online_epoch(layout.in_rows(), std::span(want), want_bias, rate, learn_bias);
      const OnlineEpoch<T> epoch = online_epoch(layout.samples, std::span(w), bias, rate, learn_bias);
      EXPECT_TRUE(all_same<T>(w, want));
      EXPECT_TRUE(same_bits(bias, want_bias));
      EXPECT_TRUE(same_bits(epoch.last_error, expected.last_error));
      EXPECT_EQ(epoch.prequential_loss, expected.prequential_loss);
    }
  });
}

TYPED_TEST(Gathered, MatricesAreCopies) {
  using T = TypeParam;
  for_all_layouts<T>([](const auto& layout, const std::vector<T>&) {
    const GatheredRows<T>& rows = layout.samples.features();
    const Matrix<T> copy = Matrix<T>::gathered(rows);
    ASSERT_EQ(copy.rows(), layout.x.rows());
    ASSERT_EQ(copy.cols(), layout.x.cols());
    const std::size_t n = copy.rows() * copy.cols();
    EXPECT_TRUE(all_same<T>({copy.data(), n}, {layout.x.data(), n}));
    if (!rows.is_by_columns() || rows.has_order()) return;
    const Matrix<T> of_columns = Matrix<T>::from_columns(rows.columns());
    EXPECT_TRUE(all_same<T>({of_columns.data(), n}, {layout.x.data(), n}));
  });
}

// Targets of chosen rows may be chosen by the caller, too.
TYPED_TEST(Gathered, TargetsMayBelongToTheChosenRows) {
  using T = TypeParam;
  const std::vector<T> columns = {1, 2, 3, 10, 20, 30}, t = {5, 6}, w = {1, T(0.5)};
  const std::vector<std::size_t> order = {2, 0};
  const auto x = ColumnsView<T>::column_major(columns.data(), 3, 2);
  const std::vector<T> rows = {3, 30, 1, 10};
  EXPECT_EQ(squared_loss(GatheredSamples<T>{{x, order}, t}, w, T(0)),
            squared_loss(Samples<T>{{rows.data(), 2, 2}, t}, w, T(0)));
}

using Doubles = std::array<double, 6>;
constexpr Doubles six = {1, 2, 3, 4, 5, 6};
constexpr std::span<const double> two(six.data(), 2);
constexpr auto two_by_three = ColumnsView<double>::column_major(six.data(), 2, 3);

TEST(GatheredChecks, ViewsThatCannotBe) {
  Doubles out{};
  const std::span<const double> three(six.data(), 3);
  const std::span<double> z = std::span(out).first(2);
  constexpr std::size_t huge = std::numeric_limits<std::size_t>::max() / 2;
  const auto invalid = [&](const ColumnsView<double>& columns, const char* message) {
    expect_invalid([&] { predict(columns, three, 0.0, z); }, message);
  };
  invalid(ColumnsView<double>::column_major(six.data(), 2, 3, 1),
          "X: column_stride 1 is shorter than a column of 2 rows");
  invalid(ColumnsView<double>::column_major(nullptr, 2, 3), "X: data is null, with 2 rows and 3 columns");
  invalid(ColumnsView<double>::column_major(six.data(), 2, 3, huge),
          "X: 2 rows and 3 columns with column_stride 9223372036854775807 are too large to address");
  const std::array<const double*, 3> list = {six.data(), nullptr, six.data()};
  invalid(ColumnsView<double>::list(list, 2),
          "X: column 1 (counted from 0) is null, with 2 rows and 3 columns");
  expect_invalid([] { (void)Matrix<double>::from_columns(ColumnsView<double>::column_major(nullptr, 2, 3)); },
                 "columns: data is null, with 2 rows and 3 columns");
  const std::vector<std::size_t> order = {0};
  expect_invalid(
      [&] {
        predict({MatrixView<double>{nullptr, 2, 3}, order}, three, 0.0, z);
      },
      "X: data is null, with 2 rows and 3 columns");
  EXPECT_EQ(out, Doubles{});
}

TEST(GatheredChecks, OrdersAndSizesThatDoNotMatch) {
  Doubles out{};
  double b = 7;
  const std::span<const double> three(six.data(), 3);
  const std::vector<std::size_t> order = {1, 0, 2}, good = {1, 0, 1};
  const char* const too_far = "order: element 2 (counted from 0) is 2, but there are only 2 rows";
  expect_invalid([&] { predict({two_by_three, order}, three, 0.0, std::span(out).first(3)); }, too_far);
  expect_invalid([&] { squared_loss({two_by_three, two, order}, three, 0.0); }, too_far);
  expect_invalid(
      [&] {
        residual_gradient({MatrixView<double>{six.data(), 2, 3}, two, order}, three, 0.0,
                          std::span(out).first(3), b);
      },
      too_far);
  expect_invalid(
      [&] {
        online_epoch({two_by_three, two, order}, std::span(out).first(3), b, 0.1, true);
      },
      too_far);
  expect_invalid([&] { (void)Matrix<double>::gathered({two_by_three, order}); }, too_far);
  expect_invalid(
      [&] {
        squared_loss({two_by_three, three, good}, three, 0.0);
      },
      "targets has 3 elements, expected 2 (one for each row that the order chooses from)");
  expect_invalid(
      [&] {
        squared_loss({{two_by_three, good}, two}, three, 0.0);
      },
      "targets has 2 elements, expected 3 (one for each row of the features)");
  expect_invalid(
      [&] {
        squared_loss({two_by_three, three}, three, 0.0);
      },
      "targets has 3 elements, expected 2 (one for each row of the features)");
  expect_invalid(
      [&] {
        squared_loss({two_by_three, two}, two, 0.0);
      },
      "w has 2 elements, expected 3 (one for each column of the features)");
  expect_invalid(
      [&] {
        predict({two_by_three, good}, three, 0.0, std::span(out));
      },
      "z has 6 elements, expected 3 (one for each row of X)");
  expect_invalid([&] { Neuron<double>(2).predict(two_by_three, std::span(out).first(2)); },
                 "X.cols has 3 elements, expected 2 (one for each weight)");
  EXPECT_EQ(out, Doubles{});
  EXPECT_EQ(b, 7);
}

// No features: the bias alone.
TEST(GatheredChecks, NothingIsAccepted) {
  const std::span<const double> none;
  Doubles z{};
  predict(ColumnsView<double>::column_major(nullptr, 2, 0), none, 5.0, std::span(z).first(2));
  EXPECT_EQ(z[1], 5.0);
  const std::vector<std::size_t> order = {1, 1};
  EXPECT_EQ(squared_loss({MatrixView<double>{nullptr, 2, 0, 9}, two, order}, none, 0.0), 0.5 * (4 + 4));
  double b = 7;
  EXPECT_EQ(residual_gradient({ColumnsView<double>::column_major(nullptr, 0, 2), none}, two, 0.0,
                              std::span(z).first(2), b),
            0.0);
  EXPECT_EQ(z[1], 0.0);
  EXPECT_EQ(b, 0.0);
}

// What must not be mistaken for each other, and what is gone at the end of the statement.
using Order = std::vector<std::size_t>;
using Targets = std::vector<double>;
template <class X, class... A>
concept Makes = requires(A&&... a) {
  X{std::forward<A>(a)...};
};
static_assert(!std::is_convertible_v<ColumnsView<double>, MatrixView<double>>);
static_assert(!std::is_convertible_v<MatrixView<double>, ColumnsView<double>>);
static_assert(!std::is_convertible_v<MatrixView<double>, GatheredRows<double>>);
static_assert(std::is_convertible_v<ColumnsView<double>, GatheredRows<double>>);
static_assert(!std::is_default_constructible_v<ColumnsView<double>>);
static_assert(!Makes<ColumnsView<double>, const double*, std::size_t, std::size_t>);
static_assert(Makes<GatheredRows<double>, ColumnsView<double>, Order&>);
static_assert(!Makes<GatheredRows<double>, ColumnsView<double>, Order>);
static_assert(!Makes<GatheredRows<double>, MatrixView<double>, Order>);
static_assert(Makes<GatheredSamples<double>, ColumnsView<double>, Targets&, const Order&>);
static_assert(Makes<GatheredSamples<double>, Matrix<double>&, Targets&, std::span<const std::size_t>>);
static_assert(!Makes<GatheredSamples<double>, ColumnsView<double>, Targets, Order&>);
static_assert(!Makes<GatheredSamples<double>, ColumnsView<double>, Targets&, Order>);
template <class R>
concept Lists = requires(R&& r) {
  ColumnsView<double>::list(std::forward<R>(r), 3);
};
static_assert(Lists<std::vector<const double*>&> && Lists<std::vector<double*>&> &&
              Lists<std::array<const double*, 2>&> && Lists<const double* (&)[2]>);
static_assert(!Lists<std::vector<const double*>> && !Lists<std::vector<const float*>&>);
static_assert(std::is_trivially_copyable_v<GatheredSamples<float>>);

}  // namespace
}  // namespace adaline::test
