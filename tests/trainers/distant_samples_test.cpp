// Batch training on samples that answer by gradients and products alone: what it does on the samples
// themselves.
#include <gtest/gtest.h>

#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <vector>

#include "goldens/cases/random_problem.hpp"
#include "tests/support/expect_message.hpp"
#include "trainers/distant_samples.hpp"
#include "trainers/learning_rate.hpp"
#include "trainers/normal_matrix.hpp"
#include "trainers/optimum.hpp"

namespace adaline::test {
namespace {

using cases::RandomProblem;
using trainers::DistantSamples;

template <class T>
DistantSamples<T> distant(const Samples<T>& samples) {
  const std::size_t features = samples.features.cols;
  DistantSamples<T> result{.rows = samples.features.rows,
                           .means = std::vector<double>(features),
                           .squares = std::vector<double>(features),
                           .targets = trainers::target_moments(samples.targets),
                           .gradient = {},
                           .multiply = {}};
  for (std::size_t j = 0; j < features; ++j) {
    std::vector<double> column;
    for (std::size_t r = 0; r < result.rows; ++r) {
      column.push_back(static_cast<double>(samples.features.data[r * samples.features.row_stride + j]));
    }
    const trainers::TargetMoments of_column = trainers::target_moments<double>(column);
    result.means[j] = of_column.mean;
    result.squares[j] = of_column.deviations;
  }
  result.gradient = [samples](std::span<const T> w, T bias, std::span<T> descent, T& bias_descent) {
    return residual_gradient(samples, w, bias, descent, bias_descent);
  };
  result.multiply = [samples](std::span<const double> v, std::span<double> product) {
    trainers::NormalMatrix<T>(samples.features, true, nullptr).multiply(v, product);
  };
  return result;
}

template <class T>
class Distant : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Distant, Types);

TYPED_TEST(Distant, SamplesAreTrainedOnAsThoseInMemory) {
  using T = TypeParam;
  const double share = sizeof(T) == sizeof(float) ? 1e-5 : 1e-9;  // conjugate gradients stop at a part in 10^9
  for (const std::size_t d : {1U, 5U, 40U}) {
    for (const bool learn_bias : {true, false}) {
      for (const double tolerance : {0.0, 1e-6}) {
        const RandomProblem<T> problem(300, d, d);
        const TrainOptions options{.epochs = 200, .learn_bias = learn_bias, .tolerance = tolerance};
        Neuron<T> here(d), there(d);
        const TrainResult expected =
            train(here, problem.view(), Batch{BatchStrategy::gradient_descent}, options);
        const TrainResult got = trainers::train(there, distant(problem.view()), options);
        EXPECT_EQ(got.stop_reason, expected.stop_reason);
        EXPECT_EQ(got.epochs, expected.epochs);
        EXPECT_EQ(got.batch_strategy, BatchStrategy::gradient_descent);
        EXPECT_NEAR(got.learning_rate, expected.learning_rate, 1e-5 * expected.learning_rate);
        ASSERT_EQ(got.optimum.has_value(), expected.optimum.has_value());
        if (got.optimum) {
          EXPECT_NEAR(*got.optimum, *expected.optimum, share * *expected.optimum);
        }
        EXPECT_NEAR(got.loss, expected.loss, 1e-4 * expected.loss);
      }
    }
  }
}

TYPED_TEST(Distant, SamplesHaveTheirRateAndOptimum) {
  using T = TypeParam;
  const RandomProblem<T> problem(500, 12, 1);
  for (const bool learn_bias : {true, false}) {
    const double rate = largest_stable_rate(problem.view(), Batch{}, learn_bias);
    EXPECT_NEAR(trainers::stable_rate(distant(problem.view()), learn_bias), rate, 1e-5 * rate);
    const T bias = 3;
    const trainers::Optimum here = trainers::find_optimum<T>(problem.view(), learn_bias, bias);
    const trainers::Optimum there = trainers::find_optimum(distant(problem.view()), learn_bias, bias);
    EXPECT_TRUE(there.is_certain);
    EXPECT_NEAR(there.loss, here.loss, 1e-5 * here.loss);
  }
}

TYPED_TEST(Distant, SamplesAreCheckedAndLeaveTheNeuronWhereTheyFail) {
  using T = TypeParam;
  const RandomProblem<T> problem(50, 3, 1);
  DistantSamples<T> samples = distant(problem.view());
  Neuron<T> four(4), neuron(3);
  expect_invalid([&] { trainers::train(four, samples, {}); },
                 "samples.means has 3 elements, expected 4 (one for each weight of the neuron)");
  samples.gradient = [](std::span<const T>, T, std::span<T>, T&) -> double {
    throw std::runtime_error("a rank is gone");
  };
  EXPECT_THROW(trainers::train(neuron, samples, {}), std::runtime_error);
  for (const T weight : neuron.weights()) EXPECT_EQ(weight, T(0));
  samples.rows = 0;
  expect_invalid([&] { trainers::train(neuron, samples, {}); }, "samples: 0 rows, training needs at least one");
}

}  // namespace
}  // namespace adaline::test
