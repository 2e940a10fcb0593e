// What the public headers say of threads: one neuron predicts in several, several are trained on the same
// samples. Also built under ThreadSanitizer.
#include <gtest/gtest.h>

#include <cstddef>
#include <thread>
#include <vector>

#include <adaline/adaline.hpp>

#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

constexpr std::size_t threads = 4;

template <class F>
void in_threads(F f) {
  std::vector<std::jthread> all;
  for (std::size_t i = 0; i < threads; ++i) all.emplace_back([&f, i] { f(i); });
}

template <class T>
class Threads : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Threads, Types);

TYPED_TEST(Threads, PredictWithOneNeuron) {
  using T = TypeParam;
  const RandomProblem<T> p(50, 12, 12);
  Neuron<T> made(12);
  (void)train(made, p.view(), Batch{}, {.epochs = 3});
  const Neuron<T>& neuron = made;
  std::vector<T> expected(50);
  neuron.predict(p.view().features, expected);
  in_threads([&](std::size_t) {
    for (int round = 0; round < 20; ++round) {
      std::vector<T> z(50);
      neuron.predict(p.view().features, z);
      EXPECT_EQ(z, expected);
      EXPECT_EQ(neuron.predict(std::span<const T>(p.x.data(), 12)), expected[0]);
      const Neuron<T> copy = neuron;
      EXPECT_EQ(copy, neuron);
      EXPECT_EQ(squared_loss(p.view(), neuron.weights(), neuron.bias()),
                squared_loss(p.view(), copy.weights(), copy.bias()));
    }
  });
}

// Each of them may be the first to need what joins the chunks.
TYPED_TEST(Threads, ReadTheSameMoments) {
  using T = TypeParam;
  const RandomProblem<T> p(2500, 5, 5);
  Moments made(5);
  made.add(p.view());
  const Moments& moments = made;
  const std::vector<double> w(5, 0.5);
  const double expected = Moments(made).loss(w, 1);
  in_threads([&](std::size_t) {
    EXPECT_EQ(moments.loss(w, 1), expected);
    const Moments copy = moments;
    EXPECT_EQ(copy.solve().weights()[4], moments.solve().weights()[4]);
    Moments others(5);
    others.merge(moments);
    EXPECT_EQ(others.loss(w, 1), expected);
  });
}

TYPED_TEST(Threads, TrainOnTheSameSamples) {
  using T = TypeParam;
  const RandomProblem<T> p(200, 7, 7);
  for (const Method& method : {Method(Batch{}), Method(Batch{BatchStrategy::normal_equation}), Method(Online{}),
                               Method(MiniBatch{32})}) {
    const TrainOptions options{.epochs = 4, .tolerance = 1e-3, .shuffle = Shuffle::each_epoch, .seed = 1};
    Neuron<T> expected(7);
    (void)train(expected, p.view(), method, options);
    std::vector<Neuron<T>> neurons(threads, Neuron<T>(7));
    in_threads([&](std::size_t i) {
      std::size_t epochs = 0;
      Observer<T> observer;
      observer.on_epoch = [&epochs](const Epoch<T>&) { return ++epochs > 0; };
      (void)train(neurons[i], p.view(), method, options, observer);
      (void)largest_stable_rate(p.view(), method);
    });
    for (const Neuron<T>& neuron : neurons) EXPECT_EQ(neuron, expected);
  }
}

TYPED_TEST(Threads, LearnWithANeuronOfTheirOwn) {
  using T = TypeParam;
  const RandomProblem<T> p(200, 5, 5);
  std::vector<Neuron<T>> neurons(threads, Neuron<T>(5));
  in_threads([&](std::size_t i) {
    for (std::size_t r = 0; r < 200; ++r) {
      (void)neurons[i].learn(std::span<const T>(p.x.data() + 5 * r, 5), p.t[r], T(0.01));
    }
  });
  for (const Neuron<T>& neuron : neurons) EXPECT_EQ(neuron, neurons[0]);
}

}  // namespace
}  // namespace adaline::test
