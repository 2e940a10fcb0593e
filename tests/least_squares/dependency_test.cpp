// Columns that depend on others: which are named, by what, and that the loss is still the least one.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/least_squares/problem.hpp"
#include "tests/support/expect_message.hpp"

namespace adaline::test {
namespace {

// Without the columns that are left out.
Problem used_columns(const Problem& p, const LeastSquares& s) {
  Problem used;
  used.features = s.rank();
  used.weights = p.weights;
  for (std::size_t i = 0; i < p.samples(); ++i) {
    std::size_t next = 0;
    for (std::size_t j = 0; j <= p.features; ++j) {
      if (next < s.dependent_columns().size() && s.dependent_columns()[next] == j) {
        ++next;
      } else {
        used.rows.push_back(p.row(i)[j]);
      }
    }
  }
  return used;
}

// Those columns are left out, the loss is that of the others, and each dependency holds for each sample.
void expect_left_out(const Problem& p, const std::vector<std::size_t>& columns, bool learn_bias = true) {
  const LeastSquares s = solve(p, 0, learn_bias);
  const auto left_out = s.dependent_columns();
  ASSERT_EQ(std::vector(left_out.begin(), left_out.end()), columns);
  EXPECT_EQ(s.rank(), p.features - columns.size());
  EXPECT_EQ(s.quality(), SolutionQuality::rank_deficient);
  EXPECT_LT(s.condition(), 1e3);
  const Reference reference(used_columns(p, s), 0, learn_bias);
  EXPECT_NEAR(s.residual_sum_of_squares(), reference.residual, 1e-9 * reference.residual);
  std::vector<double> c(p.features);
  for (const std::size_t column : columns) {
    EXPECT_EQ(s.weights()[column], 0);
    EXPECT_TRUE(std::isnan(s.standard_errors()[column]));
    double constant = 1;
    s.dependency(column, c, constant);
    for (const std::size_t other : columns) EXPECT_EQ(c[other], 0);
    for (std::size_t i = 0; i < p.samples(); ++i) {
      double sum = constant, size = std::fabs(constant);
      for (std::size_t j = 0; j < p.features; ++j) {
        sum += c[j] * p.row(i)[j];
        size += std::fabs(c[j] * p.row(i)[j]);
      }
      EXPECT_NEAR(sum, p.row(i)[column], 1e-11 * size);
    }
  }
  std::size_t used = 0;
  for (std::size_t j = 0; j < p.features; ++j) {
    if (s.weights()[j] == 0) continue;
    EXPECT_NEAR(s.weights()[j], reference.weights[used], 1e-9 * (1 + std::fabs(reference.weights[used])));
    ++used;
  }
}

// Multiples of 1/1024, so that sums of columns are exact.
Problem exact_numbers(std::size_t n, std::size_t d, std::uint64_t seed, double offset = 0) {
  Random random(seed);
  Problem p;
  p.features = d;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= d; ++j) {
      p.rows.push_back(std::round(random.number<double>(4) * 1024) / 1024 + offset);
    }
  }
  return p;
}

template <class F>
void set_column(Problem& p, std::size_t column, F value) {
  for (std::size_t i = 0; i < p.samples(); ++i) {
    double* const row = p.rows.data() + i * (p.features + 1);
    row[column] = value(row, i);
  }
}

TEST(Dependency, OfASumOfAllColumnsBefore) {
  for (const std::size_t d : {2U, 3U, 8U, 30U, 33U, 70U}) {
    for (const double offset : {0.0, 1e3, 1e6}) {
      Problem p = exact_numbers(2 * d + 8, d, d, offset);
      set_column(p, d - 1, [&](const double* row, std::size_t) {
        double sum = 0;
        for (std::size_t j = 0; j + 1 < d; ++j) sum += row[j];
        return sum;
      });
      SCOPED_TRACE(testing::Message() << d << " features, offset " << offset);
      expect_left_out(p, {d - 1});
      if (offset == 0) expect_left_out(p, {d - 1}, false);
    }
  }
}

TEST(Dependency, OfColumnsThatStandTwice) {
  for (const std::size_t d : {2U, 8U, 40U}) {
    Problem p = exact_numbers(2 * d + 8, d, d, 5);
    const std::size_t last = d - 1;
    set_column(p, last, [&](const double* row, std::size_t) { return -3e5 * row[last / 2]; });
    if (last / 2 != 0) {
      set_column(p, last / 2 + 1, [](const double* row, std::size_t) { return row[0]; });
      expect_left_out(p, {last / 2 + 1, last});
    } else {
      expect_left_out(p, {last});
    }
  }
}

TEST(Dependency, OfADifferenceOfColumnsThatAreNearlyAlike) {
  Problem p = exact_numbers(50, 4, 1);
  Random random(3);
  set_column(p, 1, [&](const double* row, std::size_t) {
    return row[0] + std::round(random.number<double>(4) * 4) / 0x1p18;
  });
  set_column(p, 3, [](const double* row, std::size_t) { return row[1] - row[0]; });
  const LeastSquares s = solve(p);
  ASSERT_EQ(s.dependent_columns().size(), 1U);
  EXPECT_EQ(s.dependent_columns()[0], 3U);
}

TEST(Dependency, OfConstantColumnsOnTheBias) {
  for (const double value : {1.0, 0.1, -7e-9, 1e9, 1e9 + 0.1, 1e300 / 1e200}) {
    Problem p = exact_numbers(99, 5, 7);
    set_column(p, 0, [&](const double*, std::size_t) { return value; });
    set_column(p, 3, [&](const double*, std::size_t) { return 3 * value; });
    SCOPED_TRACE(value);
    expect_left_out(p, {0, 3});
    expect_left_out(p, {3}, false);
  }
}

TEST(Dependency, OfColumnsOfZeros) {
  Problem p = exact_numbers(30, 3, 9);
  set_column(p, 1, [](const double*, std::size_t) { return 0; });
  expect_left_out(p, {1});
  expect_left_out(p, {1}, false);
  EXPECT_EQ(solve(p, 1.0, false).rank(), 2U);
}

TEST(Dependency, IsNoneForAColumnFarFrom0) {
  Problem p = exact_numbers(99, 3, 7);
  set_column(p, 1, [](const double* row, std::size_t) { return row[1] + 1e9; });
  EXPECT_EQ(solve(p).rank(), 3U);
}

TEST(Dependency, OfDummiesOnTheBias) {
  for (const std::size_t categories : {2U, 7U, 40U}) {
    Problem p = exact_numbers(6 * categories + 1, categories + 1, categories);
    for (std::size_t j = 0; j < categories; ++j) {
      set_column(p, j + 1, [&](const double*, std::size_t i) { return i * 3 % categories == j ? 1 : 0; });
    }
    expect_left_out(p, {categories});
    // Without a bias they are independent.
    EXPECT_EQ(solve(p, 0, false).rank(), categories + 1);
  }
}

TEST(Dependency, OfMoreFeaturesThanSamples) {
  const Problem p = exact_numbers(6, 12, 2);
  const LeastSquares s = solve(p);
  EXPECT_EQ(s.rank(), 5U);
  EXPECT_EQ(s.dependent_columns().front(), 5U);
  EXPECT_EQ(s.residual_sum_of_squares(), 0);
  EXPECT_EQ(s.degrees_of_freedom(), 0);
  EXPECT_TRUE(std::isnan(s.residual_variance()));
  EXPECT_EQ(solve(p, 0, false).rank(), 6U);
}

TEST(Dependency, OfManyMoreFeaturesThanSamples) {
  const LeastSquares s = solve(exact_numbers(150, 290, 2));
  EXPECT_EQ(s.rank(), 149U);
  EXPECT_EQ(s.dependent_columns().front(), 149U);
  EXPECT_EQ(s.residual_sum_of_squares(), 0);
}

TEST(Dependency, OfEachColumnOfOneSample) {
  const Problem p = exact_numbers(1, 4, 2);
  const LeastSquares s = solve(p);
  EXPECT_EQ(s.rank(), 0U);
  EXPECT_EQ(s.bias(), p.row(0)[4]);
  EXPECT_EQ(s.condition(), 1);
  EXPECT_EQ(s.quality(), SolutionQuality::rank_deficient);
}

TEST(Dependency, RefusesColumnsThatAreUsed) {
  Problem p = exact_numbers(30, 3, 9);
  set_column(p, 1, [](const double* row, std::size_t) { return row[0]; });
  const LeastSquares s = solve(p);
  std::vector<double> c(3);
  double constant = 0;
  expect_invalid([&] { s.dependency(2, c, constant); }, "column: 2, is not one of those that are left out");
  expect_invalid([&] { s.dependency(3, c, constant); }, "column: 3, is not one of those that are left out");
  c.pop_back();
  expect_invalid([&] { s.dependency(1, c, constant); },
                 "coefficients has 2 elements, expected 3 (one for each feature)");
}

}  // namespace
}  // namespace adaline::test
