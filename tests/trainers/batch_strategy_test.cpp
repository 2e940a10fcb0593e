// Batch by the moments of the samples: the same gradient descent.
#include <gtest/gtest.h>
#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/support/expect_message.hpp"
#include "trainers/moments_of.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;
using enum BatchStrategy;

template <class T>
struct Trained {
  std::vector<double> losses;
  std::vector<std::vector<T>> weights;  // and the bias, after each epoch
  TrainResult result;
};

template <class T>
Trained<T> trained(const Samples<T>& samples, BatchStrategy strategy, const TrainOptions& options) {
  Trained<T> all;
  Neuron<T> neuron(samples.features.cols);
  Observer<T> observer;
  observer.on_epoch = [&](const Epoch<T>& epoch) {
    all.losses.push_back(epoch.loss);
    all.weights.emplace_back(epoch.weights.begin(), epoch.weights.end()).push_back(epoch.bias);
    return true;
  };
  all.result = train(neuron, samples, Batch{strategy}, options, observer);
  return all;
}

template <class T>
class Strategies : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Strategies, Types);

TYPED_TEST(Strategies, TakeTheSameSteps) {
  using T = TypeParam;
  const double share = sizeof(T) == sizeof(float) ? 1e-6 : 1e-10;
  for (const std::size_t d : {1U, 5U, 20U}) {
    for (const bool learn_bias : {true, false}) {
      const RandomProblem<T> problem(1500, d, d);
      const double rate = 0.75 * largest_stable_rate(problem.view(), Batch{}, learn_bias);
      const TrainOptions options{.learning_rate = rate, .epochs = 300, .learn_bias = learn_bias};
      const auto by_gradient = trained(problem.view(), gradient_descent, options);
      const auto by_moments = trained(problem.view(), normal_equation, options);
      EXPECT_EQ(by_gradient.result.batch_strategy, gradient_descent);
      EXPECT_EQ(by_moments.result.batch_strategy, normal_equation);
      // A run ends early where an epoch changes no weight any more.
      const std::size_t epochs = std::min(by_moments.losses.size(), by_gradient.losses.size());
      ASSERT_GT(epochs, 20U);
      for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
        T largest = 0;  // g++ 12 for 64-bit Arm fails to compile a double of floats
        for (const T w : by_gradient.weights[epoch]) largest = std::max(largest, std::fabs(w));
        for (std::size_t j = 0; j <= d; ++j) {
          EXPECT_NEAR(double(by_moments.weights[epoch][j]), double(by_gradient.weights[epoch][j]),
                      share * double(largest))
              << epoch;
        }
        EXPECT_NEAR(by_moments.losses[epoch], by_gradient.losses[epoch],
                    100 * share * by_gradient.losses[epoch]);
      }
    }
  }
}

// The loss at the end is within its bound, whether or not the samples are read for it.
TYPED_TEST(Strategies, EndWithTheLossOfTheSamples) {
  using T = TypeParam;
  const double most_rounding = sizeof(T) == sizeof(float) ? 1e-6 : 1e-8;
  for (const double noise : {1.0, 0.1, 1e-4, 0.0}) {
    for (const std::size_t d : {1U, 20U}) {
      const RandomProblem<T> problem(3000, d, d, noise);
      Neuron<T> neuron(d);
      const TrainOptions options{.learning_rate = 0.5, .epochs = 500};
      const double loss = train(neuron, problem.view(), Batch{normal_equation}, options).loss;
      const double of_samples = squared_loss(problem.view(), neuron.weights(), neuron.bias());
      EXPECT_NEAR(loss, of_samples, most_rounding * of_samples) << noise;
    }
  }
}

// A fit that is nearly exact leaves the moments no digits: the samples have the loss.
TYPED_TEST(Strategies, ReadTheSamplesForALossThatIsRounding) {
  using T = TypeParam;
  RandomProblem<T> problem(3000, 2, 1);
  for (std::size_t i = 0; i < problem.rows; ++i) problem.t[i] = problem.x[i * problem.stride] + T(1000);
  Neuron<T> neuron(2);
  neuron.weights()[0] = 1;
  neuron.bias() = T(1000) * (1 + 4 * std::numeric_limits<T>::epsilon());
  const TrainOptions options{.learning_rate = 1e-20, .epochs = 1};
  const double loss = train(neuron, problem.view(), Batch{normal_equation}, options).loss;
  EXPECT_GT(loss, 0);
  EXPECT_EQ(loss, squared_loss(problem.view(), neuron.weights(), neuron.bias()));
}

// The rule looks at rows, columns and epochs alone.
TEST(BatchStrategy, IsChosenByTheNumbers) {
  using trainers::batch_strategy;
  EXPECT_EQ(batch_strategy(automatic, 4097, 4, 9), normal_equation);
  EXPECT_EQ(batch_strategy(automatic, 4097, 4, 8), gradient_descent);
  EXPECT_EQ(batch_strategy(automatic, 4096, 4, 9), gradient_descent);
  EXPECT_EQ(batch_strategy(automatic, 1 << 20, 4096, 8 + 1024), normal_equation);
  EXPECT_EQ(batch_strategy(automatic, 1 << 20, 4097, 10000), gradient_descent);
  EXPECT_EQ(batch_strategy(gradient_descent, 4097, 4, 1000), gradient_descent);
  EXPECT_EQ(batch_strategy(normal_equation, 1, 5000, 1), normal_equation);
}

TEST(BatchStrategy, IsInTheResult) {
  const RandomProblem<float> problem(4100, 3, 1);
  const TrainOptions options{.epochs = 20};
  EXPECT_EQ(trained(problem.view(), automatic, options).result.batch_strategy, normal_equation);
  EXPECT_EQ(trained(problem.view(), automatic, {.epochs = 3}).result.batch_strategy, gradient_descent);
  Neuron<float> neuron(3);
  EXPECT_FALSE(train(neuron, problem.view(), Online{}, {.epochs = 1}).batch_strategy);
  expect_invalid([&] { (void)train(neuron, problem.view(), Batch{static_cast<BatchStrategy>(7)}); },
                 "Batch::strategy: 7 is no BatchStrategy");
}

// The rate, the tolerance and the optimum come from the moments, too.
TEST(BatchStrategy, ConvergesToATolerance) {
  const RandomProblem<double> problem(5000, 6, 1);
  const auto run = trained(problem.view(), automatic, {.epochs = 10000, .tolerance = 1e-6});
  EXPECT_EQ(run.result.stop_reason, StopReason::converged);
  Neuron<double> neuron(6);
  const double least = train(neuron, problem.view(), Exact{}).loss;
  EXPECT_NEAR(*run.result.optimum, least, 1e-10 * least);
  EXPECT_LE(run.result.loss, (1 + 1e-6) * least);
}

TEST(BatchStrategy, SeesADivergingRun) {
  const RandomProblem<float> problem(5000, 3, 1);
  const double rate = 3 * largest_stable_rate(problem.view(), Batch{});
  const auto run = trained(problem.view(), automatic, {.learning_rate = rate, .epochs = 1000});
  EXPECT_EQ(run.result.stop_reason, StopReason::diverged);
  EXPECT_TRUE(std::isfinite(run.result.loss));
}

}  // namespace
}  // namespace adaline::test
