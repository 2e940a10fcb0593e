// Wrong options, wrong data, and runs that diverge.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include "tests/support/expect_message.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

const std::vector<Method> methods = {Batch{}, Online{}, MiniBatch{4}};
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

template <class T>
void expect_refused(const TrainOptions& options, const Method& method, const std::string& message) {
  const RandomProblem<T> p(10, 2, 1);
  Neuron<T> neuron(2);
  expect_invalid([&] { (void)train(neuron, p.view(), method, options); }, message);
}

TEST(Options, OutOfRange) {
  const Method batch = Batch{};
  expect_refused<double>({.learning_rate = -1}, batch,
                         "learning_rate: -1, must be finite and greater than 0, or automatic");
  expect_refused<double>({.learning_rate = nan}, batch,
                         "learning_rate: nan, must be finite and greater than 0, or automatic");
  expect_refused<double>({.learning_rate = infinity}, batch,
                         "learning_rate: inf, must be finite and greater than 0, or automatic");
  expect_refused<float>(
      {.learning_rate = 1e300}, batch,
      "learning_rate: 1.0000000000000001e+300, divided by 10 samples, is out of the range of a "
      "32-bit float");
  expect_refused<float>(
      {.learning_rate = 0x1p-149}, batch,
      "learning_rate: 1.4012984643248171e-45, divided by 10 samples, is out of the range of a "
      "32-bit float");
  expect_refused<double>({.epochs = 0}, batch, "epochs: 0, must be at least 1");
  expect_refused<double>({.stop_delta = -0.5}, batch, "stop_delta: -0.5, must be finite and not negative");
  expect_refused<double>({.stop_delta = nan}, batch, "stop_delta: nan, must be finite and not negative");
  expect_refused<double>({}, MiniBatch{0}, "MiniBatch::size: 0, must be at least 1");
  expect_refused<double>(
      {}, MiniBatch{11},
      "MiniBatch::size: 11, but there are only 10 samples, and a shorter batch is skipped (see "
      "keep_last_batch)");
}

TEST(Data, Sizes) {
  const double data[6] = {1, 2, 3, 4, 5, 6};
  const std::span<const double> all(data);
  Neuron<double> neuron(3);
  expect_invalid(
      [&] {
        (void)train(neuron, {{data, 0, 3}, {}}, Batch{}, {});
      },
      "samples: 0 rows, training needs at least one");
  expect_invalid(
      [&] {
        (void)train(neuron, {{data, 2, 2}, all.first(2)}, Batch{}, {});
      },
      "features.cols has 2 elements, expected 3 (one for each weight of the neuron)");
  expect_invalid(
      [&] {
        (void)train(neuron, {{data, 2, 3}, all.first(3)}, Batch{}, {});
      },
      "targets has 3 elements, expected 2 (one for each row of the features)");
  expect_invalid(
      [&] {
        (void)train(neuron, {{nullptr, 2, 3}, all.first(2)}, Batch{}, {});
      },
      "features: data is null, with 2 rows and 3 columns");
  neuron.weights()[1] = nan;
  expect_invalid(
      [&] {
        (void)train(neuron, {{data, 2, 3}, all.first(2)}, Batch{}, {});
      },
      "neuron: weight 1 is nan");
  neuron.weights()[1] = 0;
  neuron.bias() = infinity;
  expect_invalid(
      [&] {
        (void)train(neuron, {{data, 2, 3}, all.first(2)}, Batch{}, {});
      },
      "neuron: the bias is inf");
}

TEST(Data, ValuesThatAreNotFiniteHaveTheirPlace) {
  for (const bool traced : {false, true}) {
    const Observer<double> tracing{.on_step = [](const Step<double>&) { return true; }};
    const Observer<double> observer = traced ? tracing : Observer<double>{};
    for (const Method& method : methods) {
      RandomProblem<double> p(10, 3, 1);
      Neuron<double> neuron(3);
      neuron.weights()[0] = 0.25;
      const auto call = [&] { (void)train(neuron, p.view(), method, {}, observer); };
      const auto expect_place = [&](double& value, double bad, const std::string& message) {
        const double good = value;
        value = bad;
        expect_invalid(call, message);
        value = good;
      };
      expect_place(p.x[5 * p.stride + 2], nan, "features: row 5, column 2 (counted from 0) is nan");
      expect_place(p.x[0], -infinity, "features: row 0, column 0 (counted from 0) is -inf");
      expect_place(p.t[7], nan, "targets: row 7 (counted from 0) is nan");
      // In the last batch, which MiniBatch{4} skips: no result may hide it.
      expect_place(p.t[9], infinity, "targets: row 9 (counted from 0) is inf");
      EXPECT_EQ(neuron.weights()[0], 0.25);
      EXPECT_EQ(neuron.weights()[1], 0.0);
    }
  }
}

TEST(Data, ElementsBetweenRowsAreNotRead) {
  RandomProblem<double> p(10, 3, 1);
  for (std::size_t i = 0; i < 10; ++i) p.x[i * p.stride + 3] = nan;
  for (const Method& method : methods) {
    Neuron<double> neuron(3);
    EXPECT_EQ(train(neuron, p.view(), method, {}).stop_reason, StopReason::epochs_done);
  }
}

template <class T>
class Divergence : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Divergence, Types);

// Where it ends: the last finite weights, which are those that a run of so many steps has.
TYPED_TEST(Divergence, EndsAtTheLastFiniteWeights) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 3U, 20U}) {
    const RandomProblem<T> p(12, d, d);
    for (const Method& method : methods) {
      const TrainOptions options{.learning_rate = 30, .epochs = 100000};
      Neuron<T> neuron(d);
      const TrainResult result = train(neuron, p.view(), method, options);
      EXPECT_EQ(result.stop_reason, StopReason::diverged);
      EXPECT_LT(result.epochs, options.epochs);
      EXPECT_GT(result.steps, 0U);
      for (const T w : neuron.weights()) EXPECT_TRUE(std::isfinite(w));
      EXPECT_TRUE(std::isfinite(neuron.bias()));

      Neuron<T> again(d);
      const Observer<T> stop{.on_step = [&](const Step<T>& s) { return s.step + 1 < result.steps; }};
      EXPECT_EQ(train(again, p.view(), method, options, stop).steps, result.steps);
      EXPECT_TRUE(std::ranges::equal(again.weights(), neuron.weights()));

      if (std::holds_alternative<Online>(method)) {
        EXPECT_EQ(result.steps, result.epochs * 12);
      }
      if (std::holds_alternative<Batch>(method)) {
        EXPECT_EQ(result.steps, result.epochs);
      }
    }
  }
}

// At the first step there is nothing before it: the weights are those of the start.
TYPED_TEST(Divergence, AtOnceKeepsTheStart) {
  using T = TypeParam;
  const T huge = std::sqrt(std::numeric_limits<T>::max());
  const T x[2] = {huge, huge};
  const T t[2] = {huge, -huge};
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{1})}) {
    Neuron<T> neuron(1);
    neuron.weights()[0] = 2;
    const TrainResult result = train(neuron, {{x, 2, 1}, t}, method, {.learning_rate = 1e10});
    EXPECT_EQ(result.stop_reason, StopReason::diverged);
    EXPECT_EQ(result.steps, 0U);
    EXPECT_EQ(result.epochs, 0U);
    EXPECT_EQ(neuron.weights()[0], T(2));
  }
}

TEST(StopReasons, HaveNames) {
  EXPECT_EQ(to_string(StopReason::converged), "converged");
  EXPECT_EQ(to_string(StopReason::epochs_done), "epochs done");
  EXPECT_EQ(to_string(StopReason::diverged), "diverged");
  EXPECT_EQ(to_string(StopReason::observer), "stopped by the observer");
}

}  // namespace
}  // namespace adaline::test
