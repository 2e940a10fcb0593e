// Batch training on moments alone: the epochs of a training on the samples that they are of.
#include <gtest/gtest.h>

#include <adaline/kernels.hpp>
#include <adaline/moments.hpp>
#include <adaline/train.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "least_squares/access.hpp"
#include "tests/support/expect_message.hpp"
#include "trainers/on_moments.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;

template <class T>
Moments moments_of(const Samples<T>& samples) {
  Moments moments(samples.features.cols);
  moments.add(samples);
  return moments;
}

template <class T>
class OnMoments : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(OnMoments, Types);

TYPED_TEST(OnMoments, HasTheBitsOfTheNormalEquation) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 5U, 20U}) {
    for (const bool learn_bias : {true, false}) {
      for (const double tolerance : {0.0, 1e-6}) {
        const RandomProblem<T> problem(1500, d, d);
        const TrainOptions options{.epochs = 300, .learn_bias = learn_bias, .tolerance = tolerance};
        Neuron<T> by_samples(d), by_moments(d);
        const TrainResult expected =
            train(by_samples, problem.view(), Batch{BatchStrategy::normal_equation}, options);
        std::size_t epochs = 0;
        Observer<T> observer;
        observer.on_epoch = [&](const Epoch<T>&) { return ++epochs > 0; };
        const TrainResult got = train(by_moments, moments_of(problem.view()), options, observer);
        EXPECT_EQ(got.epochs, expected.epochs);
        EXPECT_EQ(epochs, expected.epochs);
        EXPECT_EQ(got.steps, expected.steps);
        EXPECT_EQ(got.stop_reason, expected.stop_reason);
        EXPECT_EQ(got.learning_rate, expected.learning_rate);
        EXPECT_EQ(got.optimum, expected.optimum);
        EXPECT_EQ(got.batch_strategy, BatchStrategy::normal_equation);
        EXPECT_EQ(by_moments.bias(), by_samples.bias());
        for (std::size_t j = 0; j < d; ++j) EXPECT_EQ(by_moments.weights()[j], by_samples.weights()[j]);
        const double share = sizeof(T) == sizeof(float) ? 1e-5 : 1e-9;
        EXPECT_NEAR(got.loss, expected.loss, share * (1 + expected.loss));
      }
    }
  }
}

// Gradients that the caller computes of the samples: the bits of a training on them.
TYPED_TEST(OnMoments, TakesGradients) {
  using T = TypeParam;
  const RandomProblem<T> problem(2500, 7, 3);
  const TrainOptions options{.learning_rate = 0.01, .epochs = 50};
  Neuron<T> by_samples(7), by_gradients(7);
  const TrainResult expected =
      train(by_samples, problem.view(), Batch{BatchStrategy::gradient_descent}, options);
  const trainers::GradientOf<T> gradient = [&](std::span<const T> w, T bias, std::span<T> descent,
                                               T& bias_descent) {
    return residual_gradient(problem.view(), w, bias, descent, bias_descent);
  };
  const TrainResult got =
      trainers::train_by_gradients<T>(by_gradients, moments_of(problem.view()), gradient, options);
  EXPECT_EQ(got.loss, expected.loss);
  EXPECT_EQ(got.epochs, expected.epochs);
  EXPECT_EQ(got.batch_strategy, BatchStrategy::gradient_descent);
  EXPECT_EQ(by_gradients.bias(), by_samples.bias());
  for (std::size_t j = 0; j < 7; ++j) EXPECT_EQ(by_gradients.weights()[j], by_samples.weights()[j]);
}

TEST(TrainingOnMoments, Diverges) {
  const RandomProblem<double> problem(1000, 3, 1);
  const Moments moments = moments_of(problem.view());
  Neuron<double> neuron(3);
  const double rate = 1.1 * moments.largest_stable_rate(Batch{});
  const TrainResult result = train(neuron, moments, {.learning_rate = rate, .epochs = 10'000});
  EXPECT_EQ(result.stop_reason, StopReason::diverged);
  EXPECT_LT(result.epochs, 1000U);
}

TEST(TrainingOnMoments, RefusesWhatItCannotTrainOn) {
  Neuron<double> neuron(3);
  Moments moments(3);
  expect_invalid([&] { train(neuron, moments); }, "moments: of no samples, training needs at least one");
  const std::vector<double> x = {1, 2, 3, 4, 5, 6}, t = {1, 2}, weights = {1, 2};
  moments.add(Samples<double>{{x.data(), 2, 3}, t}, weights);
  expect_invalid([&] { train(neuron, moments); },
                 "moments: of samples with weights, 3 for 2 samples, which only Moments::solve() takes");
  expect_invalid([&] { train(neuron, Moments(2)); },
                 "moments.features has 2 elements, expected 3 (one for each weight of the neuron)");
  Moments two(3);
  two.add(Samples<double>{{x.data(), 2, 3}, t});
  expect_invalid([&] { train(neuron, two, {.epochs = 0}); }, "epochs: 0, must be at least 1");
}

// As moments of samples that were moved and scaled themselves.
TEST(RescaledMoments, AreThoseOfRescaledSamples) {
  const RandomProblem<double> problem(3000, 3, 2);
  const Samples<double> samples = problem.view();
  const std::vector<double> origins = {1e5, -3, 0, 7}, units = {10, 0.01, 2, 1};
  std::vector<double> x, shifted, t, shifted_t;
  for (std::size_t r = 0; r < samples.features.rows; ++r) {
    for (std::size_t j = 0; j < 3; ++j) {
      const double value = samples.features.data[r * samples.features.row_stride + j];
      x.push_back(origins[j] + units[j] * value);
      shifted.push_back((x.back() - origins[j]) / units[j]);
    }
    t.push_back(samples.targets[r] + 7);
    shifted_t.push_back(t.back() - 7);
  }
  const Moments expected = moments_of(Samples<double>{{shifted.data(), 3000, 3}, shifted_t});
  const Moments got =
      least_squares::rescaled(moments_of(Samples<double>{{x.data(), 3000, 3}, t}), origins, units);
  EXPECT_EQ(got.samples(), 3000);
  EXPECT_EQ(got.total_weight(), 3000);
  for (std::size_t j = 0; j <= 3; ++j) {
    if (j < 3) {
      EXPECT_NEAR(got.feature_means()[j], expected.feature_means()[j], 1e-9);
    }
    for (std::size_t k = 0; k <= j; ++k) {
      EXPECT_NEAR(got.covariance(j, k), expected.covariance(j, k), 1e-9 * expected.covariance(j, j)) << j << k;
    }
  }
  EXPECT_NEAR(got.target_mean(), expected.target_mean(), 1e-12);
}

}  // namespace
}  // namespace adaline::test
