// What is called converged is at the optimum; what stands still elsewhere has stagnated, or moves on.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include <adaline/train.hpp>

#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

const std::vector<Method> methods = {Batch{}, Online{}, MiniBatch{8}};

template <class T>
class Convergence : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Convergence, Types);

// The step is small where the rate is; the loss is what it is.
TYPED_TEST(Convergence, OfATinyRateIsNone) {
  using T = TypeParam;
  const RandomProblem<T> p(80, 3, 2);
  for (const Method& method : methods) {
    Neuron<T> neuron(3);
    const TrainResult result =
        train(neuron, p.view(), method, {.learning_rate = 1e-12, .epochs = 50, .tolerance = 0.1});
    EXPECT_NE(result.stop_reason, StopReason::converged);
    ASSERT_TRUE(result.optimum);
    EXPECT_GT(result.loss, 2 * *result.optimum);
  }
}

TYPED_TEST(Convergence, EndsARunThatBeginsAtTheOptimum) {
  using T = TypeParam;
  const RandomProblem<T> p(80, 3, 2);
  Neuron<T> neuron(3);
  EXPECT_EQ(train(neuron, p.view(), Batch{}, {.epochs = 5000, .tolerance = 1e-5}).stop_reason,
            StopReason::converged);
  const TrainResult again = train(neuron, p.view(), Batch{}, {.epochs = 5000, .tolerance = 1e-4});
  EXPECT_EQ(again.stop_reason, StopReason::converged);
  EXPECT_EQ(again.epochs, 1U);
}

// Without a tolerance and without a rule for steps, a run ends where nothing moves any more.
TYPED_TEST(Convergence, IsSeenWhereWeightsStandStill) {
  using T = TypeParam;
  const RandomProblem<T> p(80, 3, 2);
  Neuron<T> neuron(3);
  const TrainResult result = train(neuron, p.view(), Batch{}, {.learning_rate = 0.01, .epochs = 1000000});
  EXPECT_EQ(result.stop_reason, StopReason::converged);
  EXPECT_LT(result.epochs, 100000U);
}

// The mean of the targets is 3.5; from a bias of 2^24 (2^53), a step of this rate is under half a unit in its
// last place.
template <class T>
struct FarAway {
  std::array<T, 4> x = {-1, 1, -1, 1}, t = {2, 5, 2, 5};
  Neuron<T> neuron{1};
  FarAway() {
    neuron.weights()[0] = T(1) / std::numeric_limits<T>::epsilon();
    neuron.bias() = T(3.5);
  }
  Samples<T> view() const { return {{x.data(), 4, 1}, t}; }
};

TYPED_TEST(Convergence, StepsThatAreLostAreSeen) {
  using T = TypeParam;
  FarAway<T> run;
  const double lost = 0.1 * double(std::numeric_limits<T>::epsilon());
  const TrainResult result =
      train(run.neuron, run.view(), Online{}, {.learning_rate = lost, .epochs = 1000000});
  EXPECT_EQ(result.stop_reason, StopReason::stagnated);
  EXPECT_EQ(result.epochs, 1U);
}

// 1000 times a tenth of a unit in the last place is 100 of them.
TYPED_TEST(Convergence, StepsThatAreLostAddUp) {
  using T = TypeParam;
  for (const Method& method : {Method(Batch{}), Method(MiniBatch{4})}) {
    FarAway<T> run;
    const T before = run.neuron.weights()[0];
    const double lost = 0.1 * double(std::numeric_limits<T>::epsilon());
    const TrainResult result =
        train(run.neuron, run.view(), method, {.learning_rate = lost, .epochs = 1001, .learn_bias = false});
    EXPECT_EQ(result.stop_reason, StopReason::epochs_done);
    const double unit = 0.5;  // of a weight just under that power of two
    const double moved = double(before) - double(run.neuron.weights()[0]);
    EXPECT_NEAR(moved, 1000 * lost * double(before), 2 * unit);
  }
}

// At a rate that is too large to come to rest, and in an order that changes: the loss stops falling, above the
// optimum.
TYPED_TEST(Convergence, NoiseThatDoesNotSettleIsSeen) {
  using T = TypeParam;
  RandomProblem<T> p(200, 3, 2);
  const TrainOptions options{.learning_rate = 0.1 * largest_stable_rate(p.view(), Online{}),
                             .epochs = 1000000,
                             .tolerance = 1e-6,
                             .shuffle = Shuffle::each_epoch};
  Neuron<T> neuron(3);
  const TrainResult result = train(neuron, p.view(), Online{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::stagnated);
  EXPECT_LT(result.epochs, 100000U);
  EXPECT_GT(result.loss, *result.optimum);
}

TYPED_TEST(Convergence, OfStepsIsTheRuleOfTheNotebook) {
  using T = TypeParam;
  const RandomProblem<T> p(80, 3, 2);
  Neuron<T> neuron(3);
  const TrainResult result = train(neuron, p.view(), Batch{}, {.learning_rate = 1e-12, .stop_delta = 0.01});
  EXPECT_EQ(result.stop_reason, StopReason::converged);
  EXPECT_EQ(result.epochs, 1U);
  EXPECT_FALSE(result.optimum);
}

}  // namespace
}  // namespace adaline::test
