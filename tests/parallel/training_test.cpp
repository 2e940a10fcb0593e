// Training on several threads has the bits of one, for all methods, however threads are given.
#include <gtest/gtest.h>
#include <adaline/adaline.hpp>

#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/support/expect_message.hpp"
#include "tests/support/gathered.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

template <class T>
class ThreadedTraining : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(ThreadedTraining, Types);

const std::vector<Method>& methods() {
  static const std::vector<Method> all{Batch{BatchStrategy::gradient_descent},
                                       Batch{BatchStrategy::normal_equation}, Online{}, MiniBatch{6000},
                                       Exact{}};
  return all;
}

TYPED_TEST(ThreadedTraining, HasTheBitsOfOneThread) {
  using T = TypeParam;
  const ManyLayouts<T> layouts(20000, 33, 1);
  const auto all = layouts.all();
  for (const Method& method : methods()) {
    for (const auto* const layout : {&all[0], &all[2]}) {
      const auto trained = [&](const auto& samples, std::size_t threads, Workers* workers) {
        Neuron<T> neuron(33);
        const TrainOptions options{.epochs = 4, .tolerance = 1e-4, .threads = threads, .workers = workers};
        const TrainResult result = train(neuron, samples, method, options);
        return std::pair(neuron, result.loss);
      };
      const auto expected = trained(layout->in_rows(), 1, nullptr);
      EXPECT_EQ(trained(layout->in_rows(), 2, nullptr), expected) << method.index();
      EXPECT_EQ(trained(layout->samples, 5, nullptr), expected) << method.index() << layout->name;
      Workers workers(3);
      EXPECT_EQ(trained(layout->in_rows(), 1, &workers), expected) << method.index();
      EXPECT_EQ(trained(layout->samples, 1, &workers), expected) << method.index() << layout->name;
    }
  }
}

TYPED_TEST(ThreadedTraining, FindsTheSameRates) {
  using T = TypeParam;
  const RandomProblem<T> problem(20000, 33, 1);
  Workers workers(3);
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{6000})}) {
    EXPECT_EQ(largest_stable_rate(problem.view(), method, true, &workers),
              largest_stable_rate(problem.view(), method));
  }
}

TYPED_TEST(ThreadedTraining, EndsWhereAnObserverThrows) {
  using T = TypeParam;
  const RandomProblem<T> problem(20000, 33, 1);
  Observer<T> observer;
  const std::thread::id caller = std::this_thread::get_id();
  observer.on_epoch = [&](const Epoch<T>& epoch) -> bool {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    if (epoch.epoch == 1) throw std::runtime_error("enough");
    return true;
  };
  Neuron<T> neuron(33);
  EXPECT_THROW((void)train(neuron, problem.view(), Batch{}, {.threads = 2}, observer), std::runtime_error);
  EXPECT_EQ(neuron, Neuron<T>(33));
}

// Several trainings share workers, and each has what it would have alone.
TYPED_TEST(ThreadedTraining, SharesWorkers) {
  using T = TypeParam;
  const RandomProblem<T> problem(8000, 33, 1);
  const auto trained = [&](Workers* workers) {
    Neuron<T> neuron(33);
    (void)train(neuron, problem.view(), Batch{BatchStrategy::gradient_descent},
                {.epochs = 5, .workers = workers});
    return neuron;
  };
  const Neuron<T> expected = trained(nullptr);
  Workers workers(2);
  std::vector<std::jthread> callers;
  for (int i = 0; i < 3; ++i) {
    callers.emplace_back([&] {
      for (int round = 0; round < 3; ++round) EXPECT_EQ(trained(&workers), expected);
    });
  }
}

TEST(TrainOptions, CountThreads) {
  const RandomProblem<float> problem(10, 2, 1);
  for (const std::size_t threads : {std::size_t{0}, std::size_t{2000}}) {
    Neuron<float> neuron(2);
    expect_invalid([&] { (void)train(neuron, problem.view(), Batch{}, {.threads = threads}); },
                   "threads: " + std::to_string(threads) + ", must be from 1 to 1024");
  }
}

}  // namespace
}  // namespace adaline::test
