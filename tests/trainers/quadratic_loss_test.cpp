// The loss from its quadratic form keeps nine digits, also where a run comes close to a perfect fit.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/support/exact_loss.hpp"
#include "tests/support/random_problem.hpp"
#include "trainers/quadratic_loss.hpp"

namespace adaline::test {
namespace {

template <class T>
class QuadraticLosses : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(QuadraticLosses, Types);

// From far away to the targets' own weights, halving the distance in each step: the loss falls by twenty
// orders.
TYPED_TEST(QuadraticLosses, KeepsNineDigitsOnTheWayToAPerfectFit) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 3U, 20U}) {
    RandomProblem<T> p(200, d, d);
    std::vector<T> perfect(d);
    for (std::size_t j = 0; j < d; ++j) perfect[j] = T(j + 1) / 4;
    for (std::size_t i = 0; i < p.rows; ++i) {
      T z = T(1) / 2;
      for (std::size_t j = 0; j < d; ++j) {
        T& x = p.x[i * p.stride + j];
        x = std::round(x * 64) / 64;  // few digits: the targets are exact
        z += perfect[j] * x;
      }
      p.t[i] = z;
    }
    const Samples<T> samples = p.view();
    trainers::QuadraticLoss<T> loss(samples);
    std::vector<T> w(d);
    for (int step = 0; step < 40; ++step) {
      const T distance = std::ldexp(T(1), -step);
      for (std::size_t j = 0; j < d; ++j) w[j] = perfect[j] + distance * (j % 2 == 0 ? T(3) : T(-2));
      const T bias = T(1) / 2 + distance;
      const double exact = exact_loss<T>(samples, w, bias);
      EXPECT_NEAR(loss.at(w, bias), exact, 1e-9 * exact) << d << " " << step;
    }
    EXPECT_EQ(loss.at(perfect, T(1) / 2), 0);
  }
}

// One pass serves steps of ordinary size.
TYPED_TEST(QuadraticLosses, IsExactAroundAPoint) {
  using T = TypeParam;
  const RandomProblem<T> p(500, 7, 2);
  const Samples<T> samples = p.view();
  trainers::QuadraticLoss<T> loss(samples);
  Random random(1);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<T> w(7);
    for (T& value : w) value = random.number<T>(2);
    const T bias = random.number<T>(2);
    const double exact = exact_loss<T>(samples, w, bias);
    EXPECT_NEAR(loss.at(w, bias), exact, 1e-11 * exact) << trial;
  }
}

TYPED_TEST(QuadraticLosses, AreNotFiniteWhereWeightsOrSamplesAreNot) {
  using T = TypeParam;
  RandomProblem<T> p(50, 2, 1);
  const Samples<T> samples = p.view();
  trainers::QuadraticLoss<T> loss(samples);
  const std::vector<T> w = {1, std::numeric_limits<T>::infinity()};
  EXPECT_FALSE(std::isfinite(loss.at(w, T(0))));
  const std::vector<T> finite = {1, 2};
  EXPECT_TRUE(std::isfinite(loss.at(finite, T(0))));
  p.x[p.stride] = std::numeric_limits<T>::quiet_NaN();
  trainers::QuadraticLoss<T> of_nan(samples);
  EXPECT_FALSE(std::isfinite(of_nan.at(finite, T(0))));
}

TYPED_TEST(QuadraticLosses, PayWhereAPassIsLonger) {
  using T = TypeParam;
  const RandomProblem<T> many(300, 256, 1);
  const RandomProblem<T> few(256, 256, 1);
  const RandomProblem<T> wide(300, 257, 1);
  EXPECT_TRUE(trainers::QuadraticLoss<T>::pays(many.view()));
  EXPECT_FALSE(trainers::QuadraticLoss<T>::pays(few.view()));
  EXPECT_FALSE(trainers::QuadraticLoss<T>::pays(wide.view()));
}

}  // namespace
}  // namespace adaline::test
