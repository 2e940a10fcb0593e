// What statistics says of a fit, beside known values and exact arithmetic.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "tests/least_squares/problem.hpp"

namespace adaline::test {
namespace {

void expect_close(double value, double expected, double tolerance) {
  EXPECT_NEAR(value, expected, tolerance * std::fabs(expected));
}

// x = 1 .. 5, t = 2 4 5 4 5: x about its mean has the squares 10 and the product 6 with t, whose squares are 6.
TEST(Statistics, OfALineThroughFivePoints) {
  const Problem p{1, {1, 2, 2, 4, 3, 5, 4, 4, 5, 5}, {}};
  const LeastSquares s = solve(p);
  expect_close(s.weights()[0], 0.6, 1e-15);
  expect_close(s.bias(), 2.2, 1e-15);
  expect_close(s.residual_sum_of_squares(), 2.4, 1e-15);
  EXPECT_EQ(s.total_sum_of_squares(), 6);
  EXPECT_EQ(s.samples(), 5);
  EXPECT_EQ(s.degrees_of_freedom(), 3);
  expect_close(s.residual_variance(), 0.8, 1e-15);
  expect_close(s.r2(), 0.6, 1e-15);
  expect_close(s.adjusted_r2(), 1 - 0.4 * 4 / 3, 1e-15);
  expect_close(s.standard_errors()[0], std::sqrt(0.08), 1e-15);
  expect_close(s.bias_standard_error(), std::sqrt(0.8 * (0.2 + 0.9)), 1e-15);
  expect_close(s.covariance(0, 0), 0.08, 1e-15);
  expect_close(s.covariance(0, 1), -3 * 0.08, 1e-15);
  EXPECT_EQ(s.covariance(1, 0), s.covariance(0, 1));
  expect_close(s.covariance(1, 1), 0.88, 1e-15);
  EXPECT_EQ(s.condition(), 1);
}

// About 0: x has the squares 55 and the product 66 with t, whose squares are 86.
TEST(Statistics, OfALineThrough0) {
  const LeastSquares s = solve(Problem{1, {1, 2, 2, 4, 3, 5, 4, 4, 5, 5}, {}}, 0, false);
  expect_close(s.weights()[0], 1.2, 1e-15);
  expect_close(s.residual_sum_of_squares(), 6.8, 1e-14);
  expect_close(s.total_sum_of_squares(), 86, 1e-15);
  EXPECT_EQ(s.degrees_of_freedom(), 4);
  expect_close(s.r2(), 1 - 6.8 / 86, 1e-15);
  expect_close(s.adjusted_r2(), 1 - 6.8 / 86 * 5 / 4, 1e-15);
  expect_close(s.standard_errors()[0], std::sqrt(1.7 / 55), 1e-14);
  EXPECT_TRUE(std::isnan(s.bias_standard_error()));
  EXPECT_TRUE(std::isnan(s.covariance(0, 1)));
  EXPECT_TRUE(std::isnan(s.covariance(1, 1)));
}

// Longley, "An appraisal of least squares programs for the electronic computer from the point of view of the
// user", Journal of the American Statistical Association 62 (1967), with the values that NIST certifies
// (Statistical Reference Datasets).
TEST(Statistics, OfLongleysData) {
  const Problem p{6,
                  {83.0,  234289, 2356, 1590, 107608, 1947, 60323,  //
                   88.5,  259426, 2325, 1456, 108632, 1948, 61122,  //
                   88.2,  258054, 3682, 1616, 109773, 1949, 60171,  //
                   89.5,  284599, 3351, 1650, 110929, 1950, 61187,  //
                   96.2,  328975, 2099, 3099, 112075, 1951, 63221,  //
                   98.1,  346999, 1932, 3594, 113270, 1952, 63639,  //
                   99.0,  365385, 1870, 3547, 115094, 1953, 64989,  //
                   100.0, 363112, 3578, 3350, 116219, 1954, 63761,  //
                   101.2, 397469, 2904, 3048, 117388, 1955, 66019,  //
                   104.6, 419180, 2822, 2857, 118734, 1956, 67857,  //
                   108.4, 442769, 2936, 2798, 120445, 1957, 68169,  //
                   110.8, 444546, 4681, 2637, 121950, 1958, 66513,  //
                   112.6, 482704, 3813, 2552, 123366, 1959, 68655,  //
                   114.2, 502601, 3931, 2514, 125368, 1960, 69564,  //
                   115.7, 518173, 4806, 2572, 127852, 1961, 69331,  //
                   116.9, 554894, 4007, 2827, 130081, 1962, 70551},
                  {}};
  const LeastSquares s = solve(p);
  const double weights[] = {15.0618722713733,  -0.358191792925910E-01, -2.02022980381683,
                            -1.03322686717359, -0.511041056535807E-01, 1829.15146461355};
  const double errors[] = {84.9149257747669,  0.334910077722432E-01, 0.488399681651699,
                           0.214274163161675, 0.226073200069370,     455.478499142212};
  for (std::size_t j = 0; j < 6; ++j) {
    expect_close(s.weights()[j], weights[j], 1e-10);
    expect_close(s.standard_errors()[j], errors[j], 1e-10);
  }
  expect_close(s.bias(), -3482258.63459582, 1e-11);
  expect_close(s.bias_standard_error(), 890420.383607373, 1e-11);
  expect_close(std::sqrt(s.residual_variance()), 304.854073561965, 1e-11);
  expect_close(s.r2(), 0.995479004577296, 1e-14);
  EXPECT_EQ(s.quality(), SolutionQuality::full_rank);
}

// Wampler, "A report on the accuracy of some widely used least squares computer programs", Journal of the
// American Statistical Association 65 (1970): polynomials of degree 5, with the values that NIST certifies.
// The errors of Wampler3 are those of Wampler4 and 5 divided by 100 and 10^4.
TEST(Statistics, OfWamplersPolynomials) {
  const double noise[] = {759,   -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 1838,  -2048, 2048,
                          -2048, 1838,  -2048, 2048,  -2048, 2523,  -2048, 2048,  -2048, 759};
  const double errors[] = {2363.55173469681, 779.343524331583, 101.475507550350, 5.64566512170752,
                           0.112324854679312};
  for (const double size : {0.0, 1.0, 100.0, 1e4}) {
    Problem p;
    p.features = 5;
    for (int x = 0; x <= 20; ++x) {
      double power = 1, target = 1 + size * noise[x];
      for (int j = 1; j <= 5; ++j) {
        power *= x;
        target += power;
        p.rows.push_back(power);
      }
      p.rows.push_back(target);
    }
    const LeastSquares s = solve(p);
    SCOPED_TRACE(size);
    EXPECT_EQ(s.quality(), SolutionQuality::full_rank);
    for (std::size_t j = 0; j < 5; ++j) {
      EXPECT_NEAR(s.weights()[j], 1, 1e-7);
      if (size > 0) {
        expect_close(s.standard_errors()[j], size * errors[j], s.relative_error());
      }
    }
    EXPECT_NEAR(s.bias(), 1, 1e-7);
    if (size > 0) {
      expect_close(s.bias_standard_error(), size * 2152.32624678170, s.relative_error());
      expect_close(std::sqrt(s.residual_variance()), size * 2360.14502379268, s.relative_error());
    } else {
      EXPECT_EQ(s.residual_sum_of_squares(), 0);
    }
  }
}

TEST(Statistics, AreThoseOfExactArithmetic) {
  std::uint64_t seed = 0;
  for (const std::size_t d : {1U, 4U, 9U, 35U}) {
    for (const double closeness : {1.0, 100.0}) {
      for (const bool learn_bias : {true, false}) {
        ++seed;
        const Problem p = random_problem(2 * d + 9, d, closeness, seed, seed % 2 == 0);
        const LeastSquares s = solve(p, 0, learn_bias);
        const Reference r(p, 0, learn_bias);
        const double df = s.samples() - static_cast<double>(d) - (learn_bias ? 1 : 0);
        EXPECT_EQ(s.degrees_of_freedom(), df);
        const double tolerance = s.relative_error();
        expect_close(s.residual_sum_of_squares(), r.residual, tolerance);
        const double variance = r.residual / df;
        for (std::size_t j = 0; j < r.inverse.size(); ++j) {
          const double error = std::sqrt(variance * r.inverse[j][j]);
          expect_close(j < d ? s.standard_errors()[j] : s.bias_standard_error(), error, tolerance);
          for (std::size_t k = 0; k < r.inverse.size(); ++k) {
            const double scale = variance * std::sqrt(r.inverse[j][j] * r.inverse[k][k]);
            EXPECT_NEAR(s.covariance(j, k), variance * r.inverse[j][k], tolerance * scale);
          }
        }
      }
    }
  }
}

TEST(Statistics, OfAnExactFit) {
  Problem p = random_problem(40, 6, 1, 3);
  for (std::size_t i = 0; i < p.samples(); ++i) {
    double* const row = p.rows.data() + i * 7;
    row[6] = 5 + row[0] - 2 * row[3];
  }
  const LeastSquares s = solve(p);
  EXPECT_EQ(s.residual_sum_of_squares(), 0);
  EXPECT_EQ(s.r2(), 1);
  EXPECT_EQ(s.residual_variance(), 0);
  EXPECT_EQ(s.standard_errors()[2], 0);
  EXPECT_NEAR(s.weights()[3], -2, 1e-12);
}

// A part in 10^9 of the sum of squares is left, and keeps six digits.
TEST(Statistics, OfAFitThatIsNearlyExact) {
  Problem p = random_problem(40, 6, 1, 3);
  Random random(8);
  for (std::size_t i = 0; i < p.samples(); ++i) {
    double* const row = p.rows.data() + i * 7;
    row[6] = 5 + row[0] - 2 * row[3] + 1e-2 * random.number<double>(2);
  }
  const LeastSquares s = solve(p);
  EXPECT_LT(s.residual_sum_of_squares(), 1e-8 * s.total_sum_of_squares());
  expect_close(s.residual_sum_of_squares(), Reference(p, 0, true).residual, 1e-5);
}

TEST(Statistics, OfTargetsOfOneValue) {
  Problem p = random_problem(40, 3, 1, 3);
  for (std::size_t i = 0; i < p.samples(); ++i) p.rows[i * 4 + 3] = 0.1;
  const LeastSquares s = solve(p);
  EXPECT_EQ(s.bias(), 0.1);
  for (const double w : s.weights()) EXPECT_EQ(w, 0);
  EXPECT_EQ(s.total_sum_of_squares(), 0);
  EXPECT_TRUE(std::isnan(s.r2()));
  EXPECT_EQ(s.residual_variance(), 0);
  EXPECT_EQ(s.quality(), SolutionQuality::full_rank);
}

// Weights that are 0, as those of a target that is orthogonal to the features, are no reason to distrust them.
TEST(Statistics, OfATargetThatNothingExplains) {
  const LeastSquares s = solve(Problem{1, {-1, 1, 0, -2, 1, 1, 0, 0}, {}});
  EXPECT_EQ(s.weights()[0], 0);
  EXPECT_EQ(s.r2(), 0);
  EXPECT_LT(s.relative_error(), 1e-13);
  EXPECT_EQ(s.quality(), SolutionQuality::full_rank);
}

TEST(Statistics, AreNotDefinedWithARidge) {
  const LeastSquares s = solve(random_problem(40, 3, 1, 3), 1);
  EXPECT_TRUE(std::isnan(s.residual_variance()));
  EXPECT_TRUE(std::isnan(s.degrees_of_freedom()));
  EXPECT_TRUE(std::isnan(s.adjusted_r2()));
  EXPECT_TRUE(std::isnan(s.standard_errors()[2]));
  EXPECT_TRUE(std::isnan(s.bias_standard_error()));
  EXPECT_TRUE(std::isnan(s.covariance(0, 3)));
  EXPECT_TRUE(std::isfinite(s.r2()));
}

TEST(Statistics, AreNotDefinedWithoutADegreeOfFreedom) {
  const LeastSquares s = solve(random_problem(4, 3, 1, 3));
  EXPECT_EQ(s.degrees_of_freedom(), 0);
  EXPECT_TRUE(std::isnan(s.residual_variance()));
  EXPECT_TRUE(std::isnan(s.adjusted_r2()));
  EXPECT_TRUE(std::isnan(s.standard_errors()[0]));
  EXPECT_TRUE(std::isnan(s.covariance(0, 0)));
}

}  // namespace
}  // namespace adaline::test
