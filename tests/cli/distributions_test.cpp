// The distributions of Student and Fisher, against what they are in closed form, and against tables.
#include "cli/regression/distributions.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace adaline::cli {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void expect_close(double value, double expected) { EXPECT_NEAR(value, expected, 1e-12 * expected) << expected; }

// One degree of freedom is Cauchy's distribution, and two have a root.
TEST(Distributions, OfTInClosedForm) {
  const double pi = std::acos(-1);
  for (const double t : {0.1, 1.0, -2.5, 40.0}) {
    expect_close(p_value_of_t(t, 1), 2 / pi * std::atan(1 / std::fabs(t)));
    const double root = std::sqrt(2 + t * t);
    expect_close(p_value_of_t(t, 2), 2 / (root * (root + std::fabs(t))));
  }
  EXPECT_EQ(p_value_of_t(0, 7), 1);
}

TEST(Distributions, OfFInClosedForm) {
  for (const double f : {0.1, 1.0, 30.0}) {
    for (const double n : {1.0, 9.0, 1000.0}) {
      expect_close(p_value_of_f(f, 2, n), std::pow(1 + 2 * f / n, -n / 2));
      // The square of a t value.
      expect_close(p_value_of_f(f, 1, n), p_value_of_t(std::sqrt(f), n));
    }
  }
  EXPECT_EQ(p_value_of_f(0, 3, 4), 1);
}

TEST(Distributions, QuantilesOfTables) {
  expect_close(t_quantile_of_both_sides(0.95, 1), 12.706204736174707);
  expect_close(t_quantile_of_both_sides(0.95, 9), 2.2621571627982053);
  expect_close(t_quantile_of_both_sides(0.95, 30), 2.0422724563012378);
  EXPECT_NEAR(t_quantile_of_both_sides(0.95, 1e12), 1.9599639845400545, 1e-9);
}

TEST(Distributions, EndsAndWhatIsNotDefined) {
  EXPECT_EQ(p_value_of_t(infinity, 3), 0);
  EXPECT_EQ(p_value_of_t(-infinity, 3), 0);
  EXPECT_EQ(p_value_of_t(1e200, 1000), 0);
  EXPECT_EQ(p_value_of_f(infinity, 1, 3), 0);
  // The difference of two sums that are equal up to rounding.
  EXPECT_EQ(p_value_of_f(-1e-17, 1, 3), 1);
  const double nan = std::nan("");
  for (const double undefined : {0.0, -1.0, nan}) {
    EXPECT_TRUE(std::isnan(p_value_of_t(1, undefined)));
    EXPECT_TRUE(std::isnan(p_value_of_f(1, undefined, 1)));
    EXPECT_TRUE(std::isnan(p_value_of_f(1, 1, undefined)));
    EXPECT_TRUE(std::isnan(t_quantile_of_both_sides(0.95, undefined)));
  }
  EXPECT_TRUE(std::isnan(p_value_of_t(nan, 1)));
  EXPECT_TRUE(std::isnan(p_value_of_f(nan, 1, 1)));
}

}  // namespace
}  // namespace adaline::cli
