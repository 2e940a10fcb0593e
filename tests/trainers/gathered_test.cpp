// Training on rows that are gathered has the bits of training on the same rows in a matrix.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <adaline/train.hpp>

#include "tests/support/expect_message.hpp"
#include "tests/support/gathered.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

template <class T>
class TrainGathered : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(TrainGathered, Types);

// All that a training shows.
template <class T>
struct Outcome {
  TrainResult result;
  Neuron<T> neuron;
  std::vector<double> seen;  // by observers
};

template <class T, class S>
Outcome<T> outcome(const S& samples, std::size_t cols, const Method& method, const TrainOptions& options,
                   bool watched) {
  Outcome<T> o{{}, Neuron<T>(cols), {}};
  Observer<T> observer;
  if (watched) {
    observer.step_loss = true;
    observer.on_step = [&](const Step<T>& step) {
      o.seen.push_back(step.loss.value_or(-1));
      o.seen.push_back(double(step.error.value_or(-1)));
      for (const T delta : step.weight_deltas) o.seen.push_back(double(delta));
      return true;
    };
    observer.on_epoch = [&](const Epoch<T>& epoch) {
      o.seen.push_back(epoch.loss);
      return true;
    };
  }
  o.result = train(o.neuron, samples, method, options, observer);
  return o;
}

template <class T>
void expect_same(const Outcome<T>& a, const Outcome<T>& b) {
  EXPECT_EQ(a.result.epochs, b.result.epochs);
  EXPECT_EQ(a.result.steps, b.result.steps);
  EXPECT_EQ(a.result.loss, b.result.loss);
  EXPECT_EQ(a.result.stop_reason, b.result.stop_reason);
  EXPECT_EQ(a.result.learning_rate, b.result.learning_rate);
  EXPECT_EQ(a.result.optimum, b.result.optimum);
  EXPECT_TRUE(std::ranges::equal(a.neuron.weights(), b.neuron.weights(), same_bits<T>));
  EXPECT_TRUE(same_bits(a.neuron.bias(), b.neuron.bias()));
  EXPECT_EQ(a.seen, b.seen);
}

template <class T, class F>
void for_trainings(std::initializer_list<std::pair<std::size_t, std::size_t>> sizes, F run) {
  for (const auto& [rows, cols] : sizes) {
    const ManyLayouts<T> layouts(rows, cols, rows + cols);
    for (const auto& layout : layouts.all()) {
      if (layout.t.empty()) continue;
      for (const Method& method :
           {Method(Batch{}), Method(Online{}), Method(MiniBatch{std::min<std::size_t>(rows, 24)})}) {
        SCOPED_TRACE(layout.name + ", " + std::to_string(rows) + " x " + std::to_string(cols) + ", method " +
                     std::to_string(method.index()));
        run(layout, method, cols);
      }
    }
  }
}

TYPED_TEST(TrainGathered, HasTheBitsOfRows) {
  using T = TypeParam;
  for_trainings<T>({{1, 1}, {1100, 1}, {37, 2}, {1100, 8}, {1100, 9}, {2100, 20}, {40, 300}},
                   [](const auto& layout, const Method& method, std::size_t cols) {
                     for (const Shuffle shuffle : {Shuffle::none, Shuffle::each_epoch}) {
                       const TrainOptions options{
                           .epochs = 3, .keep_last_batch = true, .shuffle = shuffle, .seed = 5};
                       expect_same(outcome<T>(layout.samples, cols, method, options, false),
                                   outcome<T>(layout.in_rows(), cols, method, options, false));
                     }
                   });
}

TYPED_TEST(TrainGathered, HasTheBitsOfRowsWithATolerance) {
  using T = TypeParam;
  for_trainings<T>({{50, 1}, {300, 5}, {1300, 9}},
                   [](const auto& layout, const Method& method, std::size_t cols) {
                     const TrainOptions options{.epochs = 40, .tolerance = 1e-3, .shuffle = Shuffle::once};
                     const auto gathered = outcome<T>(layout.samples, cols, method, options, false);
                     EXPECT_TRUE(gathered.result.optimum.has_value());
                     expect_same(gathered, outcome<T>(layout.in_rows(), cols, method, options, false));
                   });
}

TYPED_TEST(TrainGathered, ObserversSeeTheSame) {
  using T = TypeParam;
  for_trainings<T>({{70, 1}, {60, 12}}, [](const auto& layout, const Method& method, std::size_t cols) {
    for (const Shuffle shuffle : {Shuffle::none, Shuffle::each_epoch}) {
      const TrainOptions options{
          .learning_rate = 0.01, .epochs = 2, .stop_delta = 1e-9, .learn_bias = false, .shuffle = shuffle};
      const auto gathered = outcome<T>(layout.samples, cols, method, options, true);
      EXPECT_FALSE(gathered.seen.empty());
      expect_same(gathered, outcome<T>(layout.in_rows(), cols, method, options, true));
    }
  });
}

TYPED_TEST(TrainGathered, LargestStableRatesAreThoseOfRows) {
  using T = TypeParam;
  for_trainings<T>({{50, 1}, {1100, 9}}, [](const auto& layout, const Method& method, std::size_t) {
    EXPECT_EQ(largest_stable_rate(layout.samples, method), largest_stable_rate(layout.in_rows(), method));
  });
}

// A run that diverges ends at the same weights; one on values that are not finite says where they are, by the
// place in the order.
TYPED_TEST(TrainGathered, TroubleIsNamed) {
  using T = TypeParam;
  for_trainings<T>({{50, 3}}, [](const auto& layout, const Method& method, std::size_t cols) {
    const TrainOptions options{.learning_rate = 1e6, .epochs = 20};
    const auto gathered = outcome<T>(layout.samples, cols, method, options, false);
    EXPECT_EQ(gathered.result.stop_reason, StopReason::diverged);
    expect_same(gathered, outcome<T>(layout.in_rows(), cols, method, options, false));
  });
  std::vector<T> x(300, T(1)), t(100, T(1));
  x[2 * 100 + 40] = std::numeric_limits<T>::quiet_NaN();
  const auto columns = ColumnsView<T>::column_major(x.data(), 100, 3);
  const std::vector<std::size_t> order = {7, 40, 8};
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{2})}) {
    Neuron<T> neuron(3);
    expect_invalid(
        [&] {
          (void)train(neuron, {columns, t}, method);
        },
        "features: row 40, column 2 (counted from 0) is nan");
    expect_invalid(
        [&] {
          (void)train(neuron, {columns, t, order}, method, {.keep_last_batch = true});
        },
        "features: row 1, column 2 (counted from 0) is nan");
    EXPECT_EQ(neuron, Neuron<T>(3));
  }
}

TEST(TrainGathered, ChecksBeforeItBegins) {
  const std::vector<double> x = {1, 2, 3, 4}, t = {1, 2};
  const auto columns = ColumnsView<double>::column_major(x.data(), 2, 2);
  const std::vector<std::size_t> none, far = {0, 2};
  Neuron<double> neuron(2), narrow(1);
  expect_invalid(
      [&] {
        (void)train(neuron, {columns, t, none}, Batch{});
      },
      "samples: 0 rows, training needs at least one");
  expect_invalid(
      [&] {
        (void)train(neuron, {columns, t, far}, Batch{});
      },
      "order: element 1 (counted from 0) is 2, but there are only 2 rows");
  expect_invalid(
      [&] {
        (void)train(narrow, {columns, t}, Batch{});
      },
      "features.cols has 2 elements, expected 1 (one for each weight of the neuron)");
  expect_invalid(
      [&] {
        (void)largest_stable_rate(GatheredSamples<double>{columns, t, far}, Batch{});
      },
      "order: element 1 (counted from 0) is 2, but there are only 2 rows");
}

}  // namespace
}  // namespace adaline::test
