// The loss of the least-squares optimum, against elimination in long double.
#include "trainers/optimum.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

using Real = long double;
using trainers::find_optimum;
using trainers::Optimum;

// Minimum of 1/2 sum of (t - x w - b)^2 by Gauss-Jordan elimination of the normal equations, with pivots.
template <class T>
double exact_loss(const Samples<T>& s, bool learn_bias) {
  const std::size_t d = s.features.cols, n = d + (learn_bias ? 1 : 0);
  std::vector<std::vector<Real>> a(n, std::vector<Real>(n + 1));
  const auto row_of = [&](std::size_t i) {
    std::vector<Real> row(n + 1, 1);
    for (std::size_t j = 0; j < d; ++j) row[j] = Real(s.features.data[i * s.features.row_stride + j]);
    row[n] = Real(s.targets[i]);
    return row;
  };
  for (std::size_t i = 0; i < s.features.rows; ++i) {
    const std::vector<Real> row = row_of(i);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k <= n; ++k) a[j][k] += row[j] * row[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    std::size_t pivot = k;
    for (std::size_t r = k; r < n; ++r) pivot = std::fabs(a[r][k]) > std::fabs(a[pivot][k]) ? r : pivot;
    std::swap(a[k], a[pivot]);
    for (std::size_t r = 0; r < n; ++r) {
      if (r == k) continue;
      const Real factor = a[r][k] / a[k][k];
      for (std::size_t c = k; c <= n; ++c) a[r][c] -= factor * a[k][c];
    }
  }
  Real sum = 0;
  for (std::size_t i = 0; i < s.features.rows; ++i) {
    const std::vector<Real> row = row_of(i);
    Real e = row[n];
    for (std::size_t j = 0; j < n; ++j) e -= row[j] * a[j][n] / a[j][j];
    sum += e * e / 2;
  }
  return double(sum);
}

template <class T>
class OptimumOf : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(OptimumOf, Types);

TYPED_TEST(OptimumOf, IsThatOfElimination) {
  using T = TypeParam;
  for (const std::size_t cols : {1U, 2U, 7U, 30U}) {
    for (const std::size_t rows : {31U, 101U, 500U}) {
      if (rows <= cols + 1) continue;
      const RandomProblem<T> p(rows, cols, rows + cols);
      for (const bool learn_bias : {true, false}) {
        const Optimum optimum = find_optimum<T>(p.view(), learn_bias, 0);
        const double exact = exact_loss(p.view(), learn_bias);
        EXPECT_TRUE(optimum.is_certain) << rows << " x " << cols;
        EXPECT_NEAR(optimum.loss, exact, (sizeof(T) == sizeof(float) ? 1e-4 : 1e-9) * exact)
            << rows << " x " << cols;
      }
    }
  }
}

TYPED_TEST(OptimumOf, KeepsABiasThatIsNotLearned) {
  using T = TypeParam;
  RandomProblem<T> p(200, 3, 5);
  const double with_zero = find_optimum<T>(p.view(), false, 0).loss;
  for (T& t : p.t) t += T(2);
  EXPECT_NEAR(find_optimum<T>(p.view(), false, 2).loss, with_zero, 1e-5 * with_zero);
}

// More features than samples, all targets alike, one sample, no features that say anything: nothing is left.
TYPED_TEST(OptimumOf, IsNothingWhereAllCanBeFitted) {
  using T = TypeParam;
  const RandomProblem<T> wide(20, 60, 5);
  const Optimum fitted = find_optimum<T>(wide.view(), true, 0);
  EXPECT_TRUE(fitted.is_certain);
  EXPECT_LE(fitted.loss, fitted.negligible);

  RandomProblem<T> constant(20, 2, 5);
  std::ranges::fill(constant.t, T(7));
  const Optimum seven = find_optimum<T>(constant.view(), true, 0);
  EXPECT_TRUE(seven.is_certain);
  EXPECT_LE(seven.loss, seven.negligible);

  const RandomProblem<T> one(1, 2, 5);
  EXPECT_TRUE(find_optimum<T>(one.view(), true, 0).is_certain);
}

// A column that is there twice, and one that is the sum of two others.
TYPED_TEST(OptimumOf, IsCertainWhereColumnsDependOnEachOther) {
  using T = TypeParam;
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
    RandomProblem<T> p(300, 6, seed);
    const double exact = exact_loss(Samples<T>{{p.x.data(), 300, 4, p.stride}, p.t}, true);
    for (std::size_t i = 0; i < 300; ++i) {
      T* const row = p.x.data() + i * p.stride;
      row[4] = row[0];
      row[5] = row[1] + row[2];
    }
    const Optimum optimum = find_optimum<T>(p.view(), true, 0);
    EXPECT_TRUE(optimum.is_certain);
    EXPECT_NEAR(optimum.loss, exact, 1e-4 * exact);
  }
}

TYPED_TEST(OptimumOf, IsTheBestConstantWhereFeaturesAreZero) {
  using T = TypeParam;
  RandomProblem<T> p(50, 2, 5);
  std::fill_n(p.x.data(), 50 * p.stride, T(0));
  const Optimum optimum = find_optimum<T>(p.view(), true, 0);
  EXPECT_TRUE(optimum.is_certain);
  EXPECT_GT(optimum.loss, 0);
  EXPECT_TRUE(optimum.is_reached(optimum.loss, 1e-9));
  EXPECT_FALSE(optimum.is_reached(2 * optimum.loss, 0.5));
}

// Scales of 1e-6 to 1e9 in one file; an offset that a square of it would hide.
TYPED_TEST(OptimumOf, DoesNotDependOnScales) {
  using T = TypeParam;
  RandomProblem<T> p(100, 5, 5);
  const double exact = exact_loss(p.view(), true);
  const T factors[] = {T(1e-6), T(1e-3), 1, T(1e5), T(1e9)};
  for (std::size_t i = 0; i < 100; ++i) {
    for (std::size_t j = 0; j < 5; ++j) p.x[i * p.stride + j] *= factors[j];
  }
  const Optimum scaled = find_optimum<T>(p.view(), true, 0);
  EXPECT_TRUE(scaled.is_certain);
  EXPECT_NEAR(scaled.loss, exact, 1e-3 * exact);
  if (sizeof(T) == sizeof(float)) return;
  for (std::size_t i = 0; i < 100; ++i) p.x[i * p.stride + 2] += T(1e6);
  const Optimum moved = find_optimum<T>(p.view(), true, 0);
  EXPECT_TRUE(moved.is_certain);
  EXPECT_NEAR(moved.loss, exact, 1e-3 * exact);
}

TYPED_TEST(OptimumOf, IsNotCertainWhereValuesOverflow) {
  using T = TypeParam;
  RandomProblem<T> p(100, 5, 5);
  p.x[0] = std::numeric_limits<T>::max();
  p.x[p.stride] = std::numeric_limits<T>::max();
  EXPECT_FALSE(find_optimum<T>(p.view(), true, 0).is_certain);
  p.x[0] = std::numeric_limits<T>::quiet_NaN();
  EXPECT_FALSE(find_optimum<T>(p.view(), true, 0).is_certain);
}

}  // namespace
}  // namespace adaline::test
