// Weights, beside elimination in 113 bits, and the condition number.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/least_squares/problem.hpp"

namespace adaline::test {
namespace {

// |w - reference| and |reference|, each weight times the norm of its column.
std::pair<double, double> distance(const Problem& p, const LeastSquares& s, const Reference& r) {
  const Moments m(p);
  double difference = 0, size = 0;
  for (std::size_t j = 0; j < p.features; ++j) {
    const double mean = s.learns_bias() ? 0 : m.means[j];
    const double square = m.products[j * (j + 1) / 2 + j] + m.view().weight * mean * mean + s.ridge();
    difference += square * (s.weights()[j] - r.weights[j]) * (s.weights()[j] - r.weights[j]);
    size += square * r.weights[j] * r.weights[j];
  }
  return {std::sqrt(difference), std::sqrt(size)};
}

TEST(LeastSquares, IsThatOfElimination) {
  std::uint64_t seed = 0;
  for (const std::size_t d : {1U, 2U, 3U, 8U, 9U, 31U, 32U, 33U, 60U}) {
    for (const double closeness : {1.0, 1e2, 1e4, 1e5}) {
      for (const bool learn_bias : {true, false}) {
        const bool weighted = ++seed % 2 == 0;
        const Problem p = random_problem(2 * d + 9, d, closeness, seed, weighted);
        const LeastSquares s = solve(p, 0, learn_bias);
        const Reference r(p, 0, learn_bias);
        SCOPED_TRACE(testing::Message()
                     << d << " features, closeness " << closeness << ", bias " << learn_bias);
        ASSERT_EQ(s.rank(), d);
        EXPECT_TRUE(s.dependent_columns().empty());
        const auto [difference, size] = distance(p, s, r);
        EXPECT_LE(difference, s.relative_error() * size + 1e-15 * size);
        if (closeness == 1) {
          EXPECT_EQ(s.quality(), SolutionQuality::full_rank);
          EXPECT_LE(difference, 1e-12 * size);
          if (learn_bias) {
            EXPECT_NEAR(s.bias(), r.weights[d], 1e-11 * (1 + std::fabs(r.weights[d])));
          }
        }
        if (!learn_bias) {
          EXPECT_EQ(s.bias(), 0);
        }
      }
    }
  }
}

TEST(LeastSquares, TakesARidgeBesideTheBias) {
  std::uint64_t seed = 100;
  for (const std::size_t d : {1U, 5U, 33U}) {
    for (const double ridge : {1e-3, 1.0, 100.0}) {
      for (const bool learn_bias : {true, false}) {
        ++seed;
        const Problem p = random_problem(d + 3, d, d % 2 == 0 ? 1 : 100, seed, seed % 2 == 0);
        const LeastSquares s = solve(p, ridge, learn_bias);
        const Reference r(p, ridge, learn_bias);
        ASSERT_EQ(s.rank(), d);
        const auto [difference, size] = distance(p, s, r);
        EXPECT_LE(difference, s.relative_error() * size + 1e-15 * size);
        EXPECT_NEAR(s.residual_sum_of_squares(), r.residual, 1e-9 * s.total_sum_of_squares());
        EXPECT_EQ(s.ridge(), ridge);
        EXPECT_EQ(s.learns_bias(), learn_bias);
      }
    }
  }
}

// Longer rows than a panel: the weights, and covariances, which are the inverse, fulfil their equations.
TEST(LeastSquares, FulfilsTheEquationsOfManyFeatures) {
  constexpr std::size_t d = 300;
  Random random(1);
  Moments m(random_problem(2, d, 1, 1));
  const auto entry = [](std::size_t j, std::size_t k) {
    return std::max(j, k) * (std::max(j, k) + 1) / 2 + std::min(j, k);
  };
  for (std::size_t j = 0; j <= d; ++j) {
    for (std::size_t k = 0; k <= j; ++k) {
      m.products[entry(j, k)] = j == k ? 10 : 0.2 * (random.significand<double>() - 1.5);
    }
  }
  auto moments = m.view();
  moments.samples = d + 21;
  const LeastSquares s = least_squares::solve(moments, 0, true);
  EXPECT_EQ(s.rank(), d);
  EXPECT_LT(s.condition(), 3);
  const double variance = s.residual_variance();
  for (std::size_t j = 0; j < d; ++j) {
    double product = 0;
    for (std::size_t k = 0; k < d; ++k) product += m.products[entry(j, k)] * s.weights()[k];
    EXPECT_NEAR(product, m.products[entry(d, j)], 1e-14);
  }
  for (const std::size_t column : {0U, 31U, 32U, 127U, 128U, 200U, 299U}) {
    for (std::size_t j = 0; j < d; ++j) {
      double product = 0;
      for (std::size_t k = 0; k < d; ++k) product += m.products[entry(j, k)] * s.covariance(k, column);
      EXPECT_NEAR(product, j == column ? variance : 0, 1e-14 * variance) << j << ' ' << column;
    }
  }
}

// A ridge makes more features than samples a problem of full rank.
TEST(LeastSquares, SolvesMoreFeaturesThanSamplesWithARidge) {
  const Problem p = random_problem(7, 20, 1, 5);
  const LeastSquares s = solve(p, 0.1);
  EXPECT_EQ(s.rank(), 20U);
  const auto [difference, size] = distance(p, s, Reference(p, 0.1, true));
  EXPECT_LE(difference, 1e-9 * size);
}

// Two columns with a correlation r have the eigenvalues 1 - r and 1 + r.
TEST(LeastSquares, KnowsTheConditionOfTwoColumns) {
  for (const double r : {0.0, 0.5, -0.999, 1 - 1e-10}) {
    Moments m(random_problem(9, 2, 1, 1));
    m.products = {4, 2 * 3 * r, 9, 1, 1, 100};
    const double expected = std::sqrt((1 + std::fabs(r)) / (1 - std::fabs(r)));
    for (const double samples : {9.0, 3.0}) {  // with the inverse and without
      auto view = m.view();
      view.samples = samples;
      EXPECT_NEAR(least_squares::solve(view, 0, true).condition(), expected, 2e-4 * expected) << r;
    }
  }
}

// Columns that all have the correlation r with each other: 1 - r, and 1 + (d - 1) r once.
TEST(LeastSquares, KnowsTheConditionOfManyColumns) {
  for (const std::size_t d : {13U, 40U, 150U}) {
    for (const double r : {0.1, 0.9, 1 - 1e-8}) {
      Moments m(random_problem(d, d, 1, 1));
      std::size_t e = 0;
      for (std::size_t j = 0; j <= d; ++j) {
        for (std::size_t k = 0; k <= j; ++k) m.products[e++] = j == d ? 1 : k == j ? 1 : r;
      }
      const double expected = std::sqrt((1 + static_cast<double>(d - 1) * r) / (1 - r));
      const double condition = least_squares::solve(m.view(), 0, true).condition();
      EXPECT_NEAR(condition, expected, 1e-3 * expected) << d << ' ' << r;
    }
  }
}

TEST(LeastSquares, NamesACondition10To6AndLeavesNothingOut) {
  for (const std::size_t d : {2U, 5U, 20U, 60U}) {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
      const LeastSquares s = solve(random_problem(d + 40, d, 2e5, seed));
      EXPECT_GT(s.condition(), 1e5);
      EXPECT_EQ(s.rank(), d);
    }
  }
}

TEST(LeastSquares, SaysThatItIsIllConditioned) {
  const LeastSquares s = solve(random_problem(50, 5, 3e6, 1));
  EXPECT_EQ(s.rank(), 5U);
  EXPECT_GT(s.condition(), 1e6);
  EXPECT_GT(s.relative_error(), 1e-3);
  EXPECT_EQ(s.quality(), SolutionQuality::ill_conditioned);
}

}  // namespace
}  // namespace adaline::test
