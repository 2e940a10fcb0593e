// Least squares solved: Exact.
#include <gtest/gtest.h>
#include <adaline/moments.hpp>
#include <adaline/train.hpp>

#include <cmath>
#include <limits>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/support/expect_message.hpp"
#include "tests/support/gathered.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;

template <class T>
class ExactOf : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(ExactOf, Types);

// The gradient of the loss is 0 at the optimum.
TYPED_TEST(ExactOf, EndsAtTheOptimum) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 5U, 12U}) {
    for (const bool learn_bias : {true, false}) {
      const RandomProblem<T> problem(1500, d, d);
      Neuron<T> neuron(d);
      neuron.bias() = T(0.5);
      neuron.weights()[0] = 7;
      const TrainResult result = train(neuron, problem.view(), Exact{}, {.learn_bias = learn_bias});
      EXPECT_EQ(result.stop_reason, StopReason::converged);
      EXPECT_EQ(result.epochs, 1U);
      EXPECT_EQ(result.steps, 1U);
      EXPECT_EQ(result.learning_rate, 0);
      EXPECT_EQ(result.optimum, result.loss);
      EXPECT_FALSE(result.batch_strategy);
      if (!learn_bias) {
        EXPECT_EQ(neuron.bias(), T(0.5));
      }
      std::vector<T> descent(d);
      T bias_descent = 0;
      const double loss = residual_gradient(problem.view(), std::span<const T>(neuron.weights()), neuron.bias(),
                                            descent, bias_descent);
      EXPECT_EQ(loss, result.loss);
      Moments moments(d);
      moments.add(problem.view());
      const double u = std::numeric_limits<T>::epsilon();
      const double scale = 1500 * (std::sqrt(moments.covariance(d, d)) + std::fabs(moments.target_mean()));
      for (const T value : descent) EXPECT_NEAR(double(value), 0, 100 * u * scale);
      if (learn_bias) {
        EXPECT_NEAR(double(bias_descent), 0, 100 * u * scale);
      }
    }
  }
}

TYPED_TEST(ExactOf, HasTheWeightsOfTheMoments) {
  using T = TypeParam;
  const RandomProblem<T> problem(300, 4, 1);
  Moments moments(4);
  moments.add(problem.view());
  for (const double ridge : {0.0, 3.0}) {
    const LeastSquares solution = moments.solve(ridge);
    Neuron<T> neuron(4);
    const TrainResult result = train(neuron, problem.view(), Exact{ridge});
    for (std::size_t j = 0; j < 4; ++j) EXPECT_EQ(neuron.weights()[j], T(solution.weights()[j]));
    EXPECT_EQ(neuron.bias(), T(solution.bias()));
    EXPECT_EQ(result.optimum.has_value(), ridge == 0);
  }
}

TYPED_TEST(ExactOf, TakesGatheredSamples) {
  using T = TypeParam;
  const ManyLayouts<T> layouts(1100, 5, 1);
  for (const auto& layout : layouts.all()) {
    if (layout.x.rows() == 0) continue;
    Neuron<T> gathered(5), in_rows(5);
    (void)train(gathered, layout.samples, Exact{});
    (void)train(in_rows, layout.in_rows(), Exact{});
    EXPECT_TRUE(gathered == in_rows) << layout.name;
  }
}

// Powers of x from 0 to 1, with weights of 1: normal equations alone keep about three digits of them.
TEST(Exact, RefinesWhatRoundingLeaves) {
  constexpr std::size_t n = 200, d = 7;
  std::vector<double> x, t;
  for (std::size_t i = 0; i < n; ++i) {
    const double value = double(i) / 256;
    double power = 1, sum = 1;
    for (std::size_t j = 0; j < d; ++j) {
      power *= value;
      x.push_back(power);
      sum += power;
    }
    t.push_back(sum);
  }
  const Samples<double> samples{{x.data(), n, d}, t};
  const auto error_of = [](std::span<const double> weights) {
    double largest = 0;
    for (const double w : weights) largest = std::fmax(largest, std::fabs(w - 1));
    return largest;
  };
  Moments moments(d);
  moments.add(samples);
  const double of_moments = error_of(moments.solve().weights());
  Neuron<double> neuron(d);
  EXPECT_EQ(train(neuron, samples, Exact{}).stop_reason, StopReason::converged);
  EXPECT_GT(of_moments, 1e-9);
  EXPECT_LT(error_of(neuron.weights()), 1e-4 * of_moments);
}

// Exactly dependent columns: the first of them is used.
TEST(Exact, GivesDependentColumnsNoWeight) {
  const std::vector<double> x{1, 2, 5, 2, 4, 5, 4, 8, 5}, t{3, 5, 9};
  Neuron<double> neuron(3);
  EXPECT_EQ(train(neuron, Samples<double>{{x.data(), 3, 3}, t}, Exact{}).stop_reason, StopReason::converged);
  EXPECT_NEAR(neuron.weights()[0], 2, 1e-12);
  EXPECT_EQ(neuron.weights()[1], 0);
  EXPECT_EQ(neuron.weights()[2], 0);
  EXPECT_NEAR(neuron.bias(), 1, 1e-12);
}

TEST(Exact, ShowsItsStepAndItsEpoch) {
  const RandomProblem<double> problem(50, 2, 1);
  Neuron<double> neuron(2);
  neuron.weights()[1] = 3;
  int steps = 0, epochs = 0;
  double loss = 0;
  Observer<double> observer;
  observer.on_step = [&](const Step<double>& step) {
    ++steps;
    EXPECT_NEAR(step.weights[1], 3 + step.weight_deltas[1], 1e-15);
    loss = *step.loss;
    return true;
  };
  observer.on_epoch = [&](const Epoch<double>& epoch) {
    ++epochs;
    EXPECT_EQ(epoch.loss, loss);
    return true;
  };
  const TrainResult result = train(neuron, problem.view(), Exact{}, {}, observer);
  EXPECT_EQ(result.loss, loss);
  EXPECT_EQ(steps, 1);
  EXPECT_EQ(epochs, 1);
}

// A bias far from all targets is no reason to call it diverged.
TEST(Exact, KeepsABiasThatIsNotLearned) {
  const RandomProblem<double> problem(50, 2, 1);
  Neuron<double> neuron(2);
  neuron.bias() = 1e6;
  const TrainResult result =
      train(neuron, problem.view(), Exact{}, {.learning_rate = 0.5, .learn_bias = false});
  EXPECT_EQ(result.stop_reason, StopReason::converged);
  EXPECT_EQ(neuron.bias(), 1e6);
}

TEST(Exact, RefusesWhatItCannotTake) {
  RandomProblem<double> problem(50, 2, 1);
  Neuron<double> neuron(2);
  expect_invalid([&] { (void)train(neuron, problem.view(), Exact{-1}); },
                 "Exact::ridge: -1, must be finite and not negative");
  expect_invalid([&] { (void)largest_stable_rate(problem.view(), Exact{}); },
                 "method: Exact has no learning rate");
  problem.x[problem.stride + 1] = std::numeric_limits<double>::quiet_NaN();
  expect_invalid([&] { (void)train(neuron, problem.view(), Exact{}); },
                 "features: row 1, column 1 (counted from 0) is nan");
}

TEST(Exact, HasDivergedWhereSumsOverflow) {
  const std::vector<double> x{1e200, -1e200}, t{1, 2};
  Neuron<double> neuron(1);
  const TrainResult result = train(neuron, Samples<double>{{x.data(), 2, 1}, t}, Exact{});
  EXPECT_EQ(result.stop_reason, StopReason::diverged);
  EXPECT_EQ(neuron.weights()[0], 0);
}

}  // namespace
}  // namespace adaline::test
