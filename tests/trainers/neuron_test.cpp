// One neuron: predictions and single steps have the bits of the kernels.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>
#include <adaline/kernels.hpp>
#include <adaline/neuron.hpp>
#include <adaline/train.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "tests/support/expect_message.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

template <class T>
class Neurons : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Neurons, Types);

TYPED_TEST(Neurons, BeginWithZeros) {
  const Neuron<TypeParam> neuron(5);
  EXPECT_EQ(neuron.weights().size(), 5U);
  for (const TypeParam w : neuron.weights()) EXPECT_EQ(w, TypeParam(0));
  EXPECT_EQ(neuron.bias(), TypeParam(0));
}

TYPED_TEST(Neurons, AreMadeOfWeightsAndABias) {
  using T = TypeParam;
  const std::vector<T> weights = {1, -2, 3};
  const Neuron<T> neuron(weights, T(4));
  EXPECT_TRUE(std::ranges::equal(neuron.weights(), weights));
  EXPECT_NE(neuron.weights().data(), weights.data());
  EXPECT_EQ(neuron.bias(), T(4));
  EXPECT_EQ(Neuron<T>(weights).bias(), T(0));
  EXPECT_EQ(neuron.predict(weights), T(18));
}

TYPED_TEST(Neurons, AreCopiedAndCompared) {
  using T = TypeParam;
  const Neuron<T> three(std::vector<T>{1, 2, 3}, T(4));
  Neuron<T> other = three;
  EXPECT_EQ(other, three);
  other.weights()[1] = 7;
  EXPECT_NE(other, three);
  EXPECT_EQ(three.weights()[1], T(2));
  const T* const kept = other.weights().data();
  other = three;
  EXPECT_EQ(other, three);
  EXPECT_EQ(other.weights().data(), kept);
  other.bias() = 0;
  EXPECT_NE(other, three);
  other = Neuron<T>(2);
  EXPECT_NE(other, three);
  EXPECT_NE(Neuron<T>(2), Neuron<T>(3));
  other = three;
  EXPECT_EQ(other, three);
  Neuron<T>& itself = other;
  other = itself;
  EXPECT_EQ(other, three);
  const T nan = std::numeric_limits<T>::quiet_NaN();
  EXPECT_NE(Neuron<T>(std::vector<T>{nan}), Neuron<T>(std::vector<T>{nan}));
  EXPECT_EQ(Neuron<T>(std::vector<T>{-T(0)}), Neuron<T>(std::vector<T>{T(0)}));
}

TYPED_TEST(Neurons, AreMovedAndThenRefused) {
  using T = TypeParam;
  static_assert(std::is_nothrow_move_constructible_v<Neuron<T>> &&
                std::is_nothrow_move_assignable_v<Neuron<T>>);
  const Neuron<T> three(std::vector<T>{1, 2, 3}, T(4));
  Neuron<T> from = three;
  Neuron<T> to = std::move(from);
  EXPECT_EQ(to, three);
  const std::string message = "neuron: it was moved from and has no weights";
  const std::vector<T> x = {1, 2, 3}, none;
  std::vector<T> z(1);
  for (int round = 0; round < 2; ++round) {
    EXPECT_TRUE(from.weights().empty());
    for (const auto& row : {x, none}) {
      expect_invalid([&] { (void)from.predict(row); }, message);
      expect_invalid([&] { from.predict({row.data(), 1, row.size()}, z); }, message);
      expect_invalid([&] { (void)from.learn(row, T(1), T(0.1)); }, message);
      expect_invalid([&] { (void)train(from, {{row.data(), 1, row.size()}, z}, Batch{}); }, message);
    }
    const Neuron<T> copy = from;
    EXPECT_TRUE(copy.weights().empty());
    from = to;
    EXPECT_EQ(from, three);
    to = std::move(from);
  }
  from = Neuron<T>(2);
  EXPECT_EQ(from.predict(std::vector<T>{1, 1}), T(0));
}

TYPED_TEST(Neurons, TrainWithoutOptions) {
  using T = TypeParam;
  const std::vector<T> x = {1, 2, 3, 4}, t = {1, 3, 5, 7};
  const Samples<T> samples{{x.data(), 4, 1}, t};
  Neuron<T> neuron(1), other(1);
  const TrainResult result = train(neuron, samples, Batch{});
  EXPECT_EQ(result.loss, train(other, samples, Batch{}, TrainOptions{}).loss);
  EXPECT_EQ(neuron, other);
  EXPECT_EQ(result.epochs, TrainOptions{}.epochs);
}

TYPED_TEST(Neurons, OneSampleHasTheBitsOfMany) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 8U, 9U, 100U}) {
    const RandomProblem<T> p(40, d, d);
    Neuron<T> neuron(d);
    for (std::size_t i = 0; i < 40; ++i) {
      const std::span<const T> x(p.x.data() + i * p.stride, d);
      Neuron<T> before = neuron;
      const T rate = T(0.1) / static_cast<T>(d);
      const T error = neuron.learn(x, p.t[i], rate);
      EXPECT_TRUE(same_bits(error, p.t[i] - before.predict(x)));
      const auto row = online_epoch({{x.data(), 1, d}, std::span(p.t).subspan(i, 1)}, before.weights(),
                                    before.bias(), rate, true);
      EXPECT_TRUE(same_bits(error, row.last_error));
      EXPECT_TRUE(std::ranges::equal(before.weights(), neuron.weights()));
      EXPECT_EQ(before.bias(), neuron.bias());
    }
    std::vector<T> z(40);
    neuron.predict(p.view().features, std::span(z));
    for (std::size_t i = 0; i < 40; ++i) {
      EXPECT_TRUE(same_bits(z[i], neuron.predict(std::span<const T>(p.x.data() + i * p.stride, d))));
    }
  }
}

TYPED_TEST(Neurons, LearnWithoutTheBias) {
  using T = TypeParam;
  Neuron<T> neuron(2);
  neuron.bias() = 1;
  const T x[2] = {1, 2};
  EXPECT_EQ(neuron.learn(x, T(3), T(0.5), false), T(2));
  EXPECT_EQ(neuron.bias(), T(1));
  EXPECT_EQ(neuron.weights()[1], T(2));
  EXPECT_EQ(neuron.learn(x, T(7), T(0.5)), T(1));
  EXPECT_EQ(neuron.bias(), T(1.5));
}

TYPED_TEST(Neurons, LearnsManySamplesAsAnEpochDoes) {
  using T = TypeParam;
  for (const std::size_t d : {1U, 5U, 30U}) {
    const RandomProblem<T> p(301, d, d);
    const T rate = T(0.1) / static_cast<T>(d);
    Neuron<T> of_epoch(d), neuron(d), without_errors(d);
    std::vector<T> expected(301), errors(301);
    const auto epoch =
        online_epoch(p.view(), of_epoch.weights(), of_epoch.bias(), rate, true, std::span(expected));
    const auto learned = neuron.learn(p.view(), rate, true, std::span(errors));
    EXPECT_EQ(without_errors.learn(p.view(), rate).prequential_loss, epoch.prequential_loss);
    EXPECT_EQ(neuron, of_epoch);
    EXPECT_EQ(without_errors, of_epoch);
    EXPECT_EQ(errors, expected);
    EXPECT_EQ(learned.last_error, errors.back());
    double squares = 0;
    for (const T e : errors) squares += double(e) * double(e);
    EXPECT_NEAR(learned.prequential_loss, squares / 2, 1e-12 * squares);
  }
}

// A tapped delay line, and every sample twice: nothing can tell the rows from copies of them.
TYPED_TEST(Neurons, LearnRowsThatOverlapAsCopiesOfThem) {
  using T = TypeParam;
  constexpr std::size_t rows = 1100;
  for (const std::size_t d : {1U, 4U, 24U, 100U}) {
    for (const std::size_t stride : std::set<std::size_t>{0, 1, d / 2}) {
      Random random(d + stride);
      std::vector<T> signal((rows - 1) * stride + d), targets(rows);
      for (T& x : signal) x = random.number<T>(2);
      for (T& target : targets) target = random.number<T>(2);
      const Samples<T> overlapping{{signal.data(), rows, d, stride}, targets};
      Matrix<T> copied(rows, d);
      for (std::size_t i = 0; i < rows; ++i) std::copy_n(signal.data() + i * stride, d, copied.row(i).data());
      const Samples<T> copies{copied.view(), targets};

      const double rate = 0.01 / double(d);
      for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{48})}) {
        const TrainOptions options{.learning_rate = rate, .epochs = 2, .shuffle = Shuffle::each_epoch};
        Neuron<T> neuron(d), expected(d);
        EXPECT_EQ(train(neuron, overlapping, method, options).loss,
                  train(expected, copies, method, options).loss);
        EXPECT_EQ(neuron, expected);
      }
      Neuron<T> neuron(d), expected(d);
      std::vector<T> errors(rows), expected_errors(rows);
      neuron.learn(overlapping, T(rate), true, std::span(errors));
      expected.learn(copies, T(rate), true, std::span(expected_errors));
      EXPECT_EQ(neuron, expected);
      EXPECT_EQ(errors, expected_errors);
      neuron.predict(overlapping.features, std::span(errors));
      expected.predict(copies.features, std::span(expected_errors));
      EXPECT_EQ(errors, expected_errors);
    }
  }
}

// The promise, for whole runs: all levels of a family end with the same weights.
TYPED_TEST(Neurons, TrainToTheSameBitsAtEveryLevel) {
  using T = TypeParam;
  const Isa before = active_isa();
  for (const std::size_t d : {1U, 7U, 33U}) {
    const RandomProblem<T> p(2100, d, d);
    for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{32})}) {
      set_isa(Isa::scalar);
      Neuron<T> expected(d);
      const TrainOptions options{.learning_rate = 0.1 / double(d), .epochs = 3};
      const double loss = train(expected, p.view(), method, options).loss;
      for (const Isa isa : runnable_isas()) {
        if (!is_fused(isa)) continue;
        set_isa(isa);
        Neuron<T> neuron(d);
        EXPECT_EQ(train(neuron, p.view(), method, options).loss, loss) << to_string(isa);
        EXPECT_TRUE(std::ranges::equal(neuron.weights(), expected.weights())) << to_string(isa);
        EXPECT_EQ(neuron.bias(), expected.bias()) << to_string(isa);
      }
    }
  }
  set_isa(before);
}

}  // namespace
}  // namespace adaline::test
