// Observers: what they see, how they stop a run, and that they change no bit of it.
#include <gtest/gtest.h>

#include <optional>
#include <vector>

#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include "tests/support/exact_loss.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

const std::vector<Method> methods = {Batch{}, Online{}, MiniBatch{7}};

template <class T>
struct Outcome {
  Neuron<T> neuron;
  TrainResult result;
};

template <class T>
Outcome<T> run(const RandomProblem<T>& p, const Method& method, const TrainOptions& options,
               const Observer<T>& observer = {}) {
  Outcome<T> outcome{Neuron<T>(p.cols), {}};
  outcome.result = train(outcome.neuron, p.view(), method, options, observer);
  return outcome;
}

template <class T>
void expect_same(const Outcome<T>& a, const Outcome<T>& b) {
  for (std::size_t j = 0; j < a.neuron.weights().size(); ++j) {
    EXPECT_TRUE(same_bits(a.neuron.weights()[j], b.neuron.weights()[j])) << j;
  }
  EXPECT_TRUE(same_bits(a.neuron.bias(), b.neuron.bias()));
  EXPECT_TRUE(same_bits(a.result.loss, b.result.loss));
  EXPECT_EQ(a.result.epochs, b.result.epochs);
  EXPECT_EQ(a.result.steps, b.result.steps);
  EXPECT_EQ(a.result.stop_reason, b.result.stop_reason);
}

template <class T>
class Observers : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Observers, Types);

TYPED_TEST(Observers, ATraceChangesNoBit) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 5U, 30U, 100U}) {
    const RandomProblem<T> p(1200, d, d);
    for (const Method& method : methods) {
      for (const double rate : {0.01, 0.5, 50.0}) {  // the last one diverges
        for (const bool keep_last : {false, true}) {
          const TrainOptions options{
              .learning_rate = rate, .epochs = 40, .stop_delta = 1e-4, .keep_last_batch = keep_last};
          std::size_t steps = 0;
          double untraced_loss = 0, traced_loss = 0;
          const Observer<T> epochs{.on_epoch = [&](const Epoch<T>& e) {
            untraced_loss += e.loss;
            return true;
          }};
          const Observer<T> traced{.on_step = [&](const Step<T>&) { return ++steps > 0; },
                                   .on_epoch =
                                       [&](const Epoch<T>& e) {
                                         traced_loss += e.loss;
                                         return true;
                                       },
                                   .step_loss = d == 1 && rate < 0.1};
          const Outcome<T> plain = run(p, method, options);
          expect_same(plain, run(p, method, options, epochs));
          expect_same(plain, run(p, method, options, traced));
          EXPECT_TRUE(same_bits(untraced_loss, traced_loss));
          EXPECT_GE(steps, plain.result.steps);  // an epoch that diverges is undone
          if (plain.result.stop_reason != StopReason::diverged) {
            EXPECT_EQ(steps, plain.result.steps);
          }
        }
      }
    }
  }
}

TYPED_TEST(Observers, StepsAreTheUpdates) {
  using T = TypeParam;
  const RandomProblem<T> p(100, 4, 1);
  for (const Method& method : methods) {
    for (const bool learn_bias : {true, false}) {
      std::vector<T> weights(4);
      T bias = 0;
      std::size_t step_count = 0;
      std::size_t steps_of_epoch = 0;
      const Observer<T> observer{
          .on_step =
              [&](const Step<T>& s) {
                EXPECT_EQ(s.step, step_count++);
                const auto tolerance = [&](T w) {
                  return std::numeric_limits<T>::epsilon() * (std::fabs(w) + 1);
                };
                for (std::size_t j = 0; j < 4; ++j) {
                  EXPECT_NEAR(s.weights[j], weights[j] + s.weight_deltas[j], tolerance(s.weights[j]));
                }
                EXPECT_NEAR(s.bias, bias + s.bias_delta, tolerance(s.bias));
                if (!learn_bias) {
                  EXPECT_EQ(s.bias, T(0));
                }
                weights.assign(s.weights.begin(), s.weights.end());
                EXPECT_EQ(s.error.has_value(), std::holds_alternative<Online>(method));
                if (s.error) {
                  const double e = double(*s.error);
                  const std::size_t row = s.step % 100;
                  EXPECT_NEAR(double(s.weight_deltas[2]), 0.05 * e * double(p.x[row * p.stride + 2]), 1e-5);
                }
                const bool batch = std::holds_alternative<Batch>(method);
                EXPECT_TRUE(s.loss.has_value());
                if (!batch) {
                  const double exact = exact_loss<T>(p.view(), s.weights, s.bias);
                  EXPECT_NEAR(*s.loss, exact, 1e-9 * exact);
                }
                bias = s.bias;
                ++steps_of_epoch;
                return true;
              },
          .on_epoch =
              [&](const Epoch<T>& e) {
                EXPECT_EQ(e.steps, step_count);
                EXPECT_EQ(e.epoch, step_count / steps_of_epoch - 1);
                EXPECT_TRUE(std::ranges::equal(e.weights, weights));
                EXPECT_EQ(e.bias, bias);
                EXPECT_GT(e.loss, 0);
                steps_of_epoch = 0;
                return true;
              },
          .step_loss = true};
      const auto outcome =
          run(p, method, {.learning_rate = 0.05, .epochs = 3, .learn_bias = learn_bias}, observer);
      EXPECT_EQ(outcome.result.epochs, 3U);
      EXPECT_EQ(outcome.result.steps, step_count);
      EXPECT_TRUE(std::ranges::equal(outcome.neuron.weights(), weights));
    }
  }
}

TYPED_TEST(Observers, AStepWithoutLossHasNone) {
  using T = TypeParam;
  const RandomProblem<T> p(20, 2, 1);
  for (const Method& method : methods) {
    const Observer<T> observer{.on_step = [&](const Step<T>& s) {
      EXPECT_EQ(s.loss.has_value(), std::holds_alternative<Batch>(method));
      return true;
    }};
    run(p, method, {.epochs = 1}, observer);
  }
}

TYPED_TEST(Observers, StopAfterAStep) {
  using T = TypeParam;
  const RandomProblem<T> p(20, 2, 1);
  for (const Method& method : methods) {
    std::vector<T> last;
    const Observer<T> observer{.on_step = [&](const Step<T>& s) {
      last.assign(s.weights.begin(), s.weights.end());
      return s.step < 24;
    }};
    const auto outcome = run(p, method, {.epochs = 100}, observer);
    EXPECT_EQ(outcome.result.stop_reason, StopReason::observer);
    EXPECT_EQ(outcome.result.steps, 25U);
    const std::size_t steps_per_epoch = std::holds_alternative<Batch>(method)    ? 1
                                        : std::holds_alternative<Online>(method) ? 20
                                                                                 : 2;
    EXPECT_EQ(outcome.result.epochs, 25 / steps_per_epoch);
    EXPECT_TRUE(std::ranges::equal(outcome.neuron.weights(), last));
    EXPECT_EQ(outcome.result.loss, squared_loss(p.view(), outcome.neuron.weights(), outcome.neuron.bias()));
  }
}

// A run that is stopped in the middle of a block has the weights of a run on the samples so far.
TYPED_TEST(Observers, StopInsideABlock) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 3U, 20U, 50U, 100U, 300U, 1200U}) {
    const RandomProblem<T> p(40, d, d);
    for (const std::size_t steps : {1U, 3U, 19U, 40U}) {
      const Observer<T> observer{.on_step = [&](const Step<T>& s) { return s.step + 1 < steps; }};
      const TrainOptions options{.learning_rate = 0.1 / static_cast<double>(d + 1), .epochs = 1};
      const auto stopped = run(p, Online{}, options, observer);
      Neuron<T> neuron(d);
      const Samples<T> all = p.view();
      const MatrixView<T> first{all.features.data, steps, d, all.features.row_stride};
      (void)train(neuron, {first, all.targets.first(steps)}, Online{}, options);
      for (std::size_t j = 0; j < d; ++j) {
        ASSERT_TRUE(same_bits(stopped.neuron.weights()[j], neuron.weights()[j]))
            << d << " " << steps << " " << j;
      }
      EXPECT_TRUE(same_bits(stopped.neuron.bias(), neuron.bias()));
    }
  }
}

TYPED_TEST(Observers, StopAfterAnEpoch) {
  using T = TypeParam;
  const RandomProblem<T> p(20, 2, 1);
  for (const Method& method : methods) {
    const Observer<T> observer{.on_epoch = [](const Epoch<T>& e) { return e.epoch < 4; }};
    const auto outcome = run(p, method, {.epochs = 100}, observer);
    EXPECT_EQ(outcome.result.stop_reason, StopReason::observer);
    EXPECT_EQ(outcome.result.epochs, 5U);
    expect_same({outcome.neuron, {5, outcome.result.steps, outcome.result.loss, StopReason::epochs_done}},
                run(p, method, {.epochs = 5}));
  }
}

TYPED_TEST(Observers, WhatTheyThrowPassesThroughAndLeavesTheNeuron) {
  using T = TypeParam;
  const RandomProblem<T> p(20, 2, 1);
  for (const Method& method : methods) {
    Neuron<T> neuron(2);
    neuron.weights()[0] = 3;
    const Observer<T> observer{.on_epoch = [](const Epoch<T>&) -> bool { throw std::runtime_error("enough"); }};
    EXPECT_THROW((void)train(neuron, p.view(), method, {}, observer), std::runtime_error);
    EXPECT_EQ(neuron.weights()[0], T(3));
    EXPECT_EQ(neuron.weights()[1], T(0));
  }
}

}  // namespace
}  // namespace adaline::test
