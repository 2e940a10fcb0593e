// All levels of a family return the same bits.
#include <gtest/gtest.h>

#include <vector>

#include "goldens/cases/level_in_use.hpp"
#include "tests/least_squares/problem.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

std::vector<double> all_of(const Problem& p, double ridge, bool learn_bias) {
  const LeastSquares s = solve(p, ridge, learn_bias);
  std::vector<double> all(s.weights().begin(), s.weights().end());
  for (const double value : {s.bias(), s.condition(), s.relative_error(), s.residual_sum_of_squares(),
                             s.total_sum_of_squares(), s.degrees_of_freedom(), s.residual_variance(), s.r2(),
                             s.adjusted_r2(), s.bias_standard_error(), static_cast<double>(s.rank())}) {
    all.push_back(value);
  }
  all.insert(all.end(), s.standard_errors().begin(), s.standard_errors().end());
  for (std::size_t j = 0; j <= p.features; ++j) {
    for (std::size_t k = 0; k <= j; ++k) all.push_back(s.covariance(j, k));
  }
  std::vector<double> coefficients(p.features);
  for (const std::size_t column : s.dependent_columns()) {
    double constant = 0;
    s.dependency(column, coefficients, constant);
    all.insert(all.end(), coefficients.begin(), coefficients.end());
    all.push_back(constant);
  }
  return all;
}

TEST(LeastSquaresBits, AreThoseOfTheFamily) {
  for (const std::size_t d : {1U, 3U, 8U, 9U, 33U, 140U}) {
    for (const double ridge : {0.0, 0.25}) {
      for (const bool learn_bias : {true, false}) {
        Problem p = random_problem(2 * d + 5, d, d % 2 == 0 ? 1 : 1e3, d);
        // The last column is the first one.
        for (std::size_t i = 0; i < p.samples(); ++i) p.rows[i * (d + 1) + d - 1] = p.rows[i * (d + 1)];
        std::vector<double> of_family[2];
        for (const kernels::Level* const level : kernels::runnable_levels()) {
          const cases::LevelInUse in_use(*level);
          const std::vector<double> now = all_of(p, ridge, learn_bias);
          std::vector<double>& expected = of_family[is_fused(level->isa) ? 1 : 0];
          if (expected.empty()) expected = now;
          ASSERT_EQ(now.size(), expected.size());
          for (std::size_t i = 0; i < now.size(); ++i) {
            ASSERT_TRUE(same_bits(now[i], expected[i]))
                << to_string(level->isa) << ", " << d << " features, number " << i;
          }
        }
      }
    }
  }
}

}  // namespace
}  // namespace adaline::test
