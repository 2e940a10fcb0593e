// Means and squares of columns, and those of parts joined.
#include "io/column_moments.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <vector>

#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t row_count = 900, column_count = 11;

// Around 10^8, where squares of the values themselves would have no digit of the deviations.
std::vector<double> offset_values() {
  Random random(5);
  std::vector<double> x(row_count * column_count);
  for (double& value : x) value = 1e8 + static_cast<double>(random.below(1000)) / 16;
  return x;
}

io::ColumnMoments of_rows(const std::vector<double>& x, std::size_t first, std::size_t end) {
  return io::column_moments({x.data() + first * column_count, end - first, column_count}, io::Center::mean,
                            nullptr);
}

void expect_near(const io::ColumnMoments& got, const io::ColumnMoments& expected) {
  EXPECT_EQ(got.samples, expected.samples);
  for (std::size_t c = 0; c < column_count; ++c) {
    EXPECT_NEAR(got.means[c], expected.means[c], 1e-14 * expected.means[c]);
    EXPECT_NEAR(got.squares[c], expected.squares[c], 1e-9 * expected.squares[c]);
  }
}

TEST(ColumnMoments, AreThoseOfTheNumbers) {
  const std::vector<double> x = offset_values();
  io::ColumnMoments expected{.samples = row_count,
                             .means = std::vector<double>(column_count),
                             .squares = std::vector<double>(column_count)};
  for (std::size_t c = 0; c < column_count; ++c) {
    double sum = 0;  // exact, of what is above the offset
    for (std::size_t r = 0; r < row_count; ++r) sum += x[r * column_count + c] - 1e8;
    expected.means[c] = 1e8 + sum / row_count;
    for (std::size_t r = 0; r < row_count; ++r) {
      expected.squares[c] += std::pow(x[r * column_count + c] - 1e8 - sum / row_count, 2);
    }
  }
  expect_near(of_rows(x, 0, row_count), expected);
}

TEST(ColumnMoments, AreJoined) {
  const std::vector<double> x = offset_values();
  io::ColumnMoments all = of_rows(x, 0, 0);
  io::join(all, of_rows(x, 0, 1));
  io::join(all, of_rows(x, 1, 700));
  io::join(all, of_rows(x, 700, 700));
  io::join(all, of_rows(x, 700, row_count));
  expect_near(all, of_rows(x, 0, row_count));
}

TEST(ColumnMoments, OfNoRowsChangeNoBit) {
  const std::vector<double> x = offset_values();
  const io::ColumnMoments one = of_rows(x, 0, 100), none = of_rows(x, 0, 0);
  io::ColumnMoments behind = none, before = one;
  io::join(behind, one);
  io::join(before, none);
  for (const io::ColumnMoments& got : {behind, before}) {
    EXPECT_EQ(got.means, one.means);
    EXPECT_EQ(got.squares, one.squares);
  }
}

TEST(ColumnMoments, AboutZero) {
  const double x[] = {3, -1, 4, 2};
  const io::ColumnMoments got = io::column_moments({x, 2, 2}, io::Center::zero, nullptr);
  EXPECT_EQ(got.means, (std::vector<double>{0, 0}));
  EXPECT_EQ(got.squares, (std::vector<double>{25, 5}));
}

TEST(ColumnMoments, OfAnyThreads) {
  const std::vector<double> x(20'000 * column_count, 1.25);
  std::vector<double> values = x;
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += std::sin(static_cast<double>(i));
  Workers workers(3);
  const MatrixView<double> view{values.data(), 20'000, column_count};
  const io::ColumnMoments one = io::column_moments(view, io::Center::mean, nullptr);
  const io::ColumnMoments three = io::column_moments(view, io::Center::mean, &workers);
  EXPECT_EQ(one.means, three.means);
  EXPECT_EQ(one.squares, three.squares);
}

}  // namespace
}  // namespace adaline::test
