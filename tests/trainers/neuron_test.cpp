// One neuron: predictions and single steps have the bits of the kernels.
#include <gtest/gtest.h>

#include <adaline/cpu.hpp>
#include <adaline/kernels.hpp>
#include <adaline/neuron.hpp>
#include <adaline/train.hpp>

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
