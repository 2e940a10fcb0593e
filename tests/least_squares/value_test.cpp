// Copies, objects that were moved from, and what is refused.
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "tests/least_squares/problem.hpp"
#include "tests/support/expect_message.hpp"

namespace adaline::test {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(LeastSquaresValue, IsCopiedAndMoved) {
  std::optional<LeastSquares> first(solve(random_problem(20, 3, 1, 1)));
  const double weight = first->weights()[1];
  LeastSquares copy(*first);
  LeastSquares moved(std::move(*first));
  first.reset();
  EXPECT_EQ(copy.weights()[1], weight);
  EXPECT_EQ(moved.weights()[1], weight);
  copy = solve(random_problem(20, 4, 1, 2));
  EXPECT_EQ(copy.weights().size(), 4U);
  EXPECT_EQ(moved.weights().size(), 3U);
  copy = moved;
  moved = solve(random_problem(20, 4, 1, 2));
  EXPECT_EQ(copy.weights()[1], weight);
}

TEST(LeastSquaresValue, IsOfNoUseOnceItWasMovedFrom) {
  LeastSquares s = solve(random_problem(20, 3, 1, 1));
  LeastSquares moved(std::move(s));
  // NOLINTBEGIN(bugprone-use-after-move)
  const char* const message = "solution: it was moved from";
  expect_invalid([&] { (void)s.weights(); }, message);
  expect_invalid([&] { (void)s.bias_standard_error(); }, message);
  expect_invalid([&] { (void)s.covariance(0, 0); }, message);
  double constant = 0;
  expect_invalid([&] { s.dependency(0, {}, constant); }, message);
  const LeastSquares copy(s);
  expect_invalid([&] { (void)copy.rank(); }, message);
  s = moved;
  EXPECT_EQ(s.rank(), 3U);
  // NOLINTEND(bugprone-use-after-move)
}

TEST(LeastSquaresValue, RefusesABadRidge) {
  const Problem p = random_problem(20, 3, 1, 1);
  expect_invalid([&] { solve(p, -1e-9); }, "ridge: -1e-09, must be finite and at least 0");
  expect_invalid([&] { solve(p, infinity); }, "ridge: inf, must be finite and at least 0");
  expect_invalid([&] { solve(p, std::numeric_limits<double>::quiet_NaN()); },
                 "ridge: nan, must be finite and at least 0");
}

TEST(LeastSquaresValue, RefusesMomentsOfNothing) {
  const Moments m(random_problem(20, 3, 1, 1));
  auto view = m.view();
  view.samples = 0;
  expect_invalid([&] { least_squares::solve(view, 0, true); },
                 "moments: no sample, there must be at least one");
  view = m.view();
  view.weight = 0;
  expect_invalid([&] { least_squares::solve(view, 0, true); },
                 "moments: the weights of samples add up to 0, must be finite and more than 0");
}

TEST(LeastSquaresValue, RefusesMomentsThatAreNotFinite) {
  Moments m(random_problem(20, 3, 1, 1));
  m.products[4] = infinity;
  expect_invalid(
      [&] { least_squares::solve(m.view(), 0, true); },
      "moments: the products of feature 1 and feature 2 add up to inf, a sample is not finite or too "
      "large");
  m.products[9] = m.products[4] = 1;
  m.products[7] = -infinity;
  expect_invalid([&] { least_squares::solve(m.view(), 0, true); },
                 "moments: the products of feature 1 and the target add up to -inf, a sample is not finite or "
                 "too large");
  m.means[2] = -infinity;
  expect_invalid([&] { least_squares::solve(m.view(), 0, true); },
                 "moments: the mean of feature 2 is -inf, a sample is not finite or too large");
}

TEST(LeastSquaresValue, RefusesAnIndexBeyondTheBias) {
  const LeastSquares s = solve(random_problem(20, 3, 1, 1));
  expect_invalid([&] { (void)s.covariance(0, 4); }, "index: 4, must be at most 3, that of the bias");
}

TEST(LeastSquaresValue, NeedsNoFeature) {
  const LeastSquares s = solve(Problem{0, {1, 2, 6}, {}});
  EXPECT_EQ(s.bias(), 3);
  EXPECT_EQ(s.residual_sum_of_squares(), 14);
  EXPECT_EQ(s.residual_variance(), 7);
  EXPECT_DOUBLE_EQ(s.bias_standard_error(), std::sqrt(7.0 / 3));
}

}  // namespace
}  // namespace adaline::test
