// Training allocates O(features), and nothing for each step: counted by replacing operator new.
// And where one of them fails, nothing has happened.
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdlib>
#include <new>

#include <adaline/adaptive_filter.hpp>
#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include "tests/support/random_problem.hpp"

namespace {

std::atomic<std::size_t> allocations = 0;
std::atomic<std::size_t> allocated_bytes = 0;
std::atomic<std::size_t> failing = 0;  // the count at which an allocation fails

void* counted(std::size_t bytes) {
  if (++allocations == failing) throw std::bad_alloc();
  allocated_bytes += bytes;
  void* const p = std::malloc(bytes);
  if (p == nullptr) throw std::bad_alloc();
  return p;
}

}  // namespace

void* operator new(std::size_t bytes) { return counted(bytes); }
void* operator new[](std::size_t bytes) { return counted(bytes); }
void operator delete(void* p) noexcept { std::free(p); }
void operator delete[](void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }
void operator delete[](void* p, std::size_t) noexcept { std::free(p); }

namespace adaline::test {
namespace {

struct Count {
  std::size_t allocations, bytes;
};

template <class F>
Count count(F f) {
  const std::size_t number = allocations;
  const std::size_t bytes = allocated_bytes;
  f();
  return {allocations - number, allocated_bytes - bytes};
}

TEST(Allocation, IsCounted) {
  const Count seen = count([] { std::vector<double> v(1000); });
  EXPECT_EQ(seen.allocations, 1U);
  EXPECT_EQ(seen.bytes, 8000U);
}

TEST(Allocation, NoneWhileAFilterRuns) {
  AdaptiveFilter<float> filter(100);
  float block[200];
  std::ranges::fill(block, 0.5F);
  const Count seen = count([&] {
    filter.process(block, block, block, block);
    filter.process(1.0F, 2.0F);
    filter.set_rate(0.1F);
    filter.freeze();
    filter.set_weights(std::span(block).first(100));
    filter.reset();
  });
  EXPECT_EQ(seen.allocations, 0U);
}

Count of_training(std::size_t rows, std::size_t cols, std::size_t epochs, const Method& method, bool traced,
                  bool step_loss = false) {
  const RandomProblem<double> p(rows, cols, 1);
  Neuron<double> neuron(cols);
  std::size_t steps = 0;
  const Observer<double> tracing{.on_step = [&](const Step<double>&) { return ++steps > 0; },
                                 .step_loss = step_loss};
  const Observer<double> observer = traced ? tracing : Observer<double>{};
  const Samples<double> samples = p.view();
  const TrainOptions options{.learning_rate = 1e-4, .epochs = epochs};
  return count([&] { (void)train(neuron, samples, method, options, observer); });
}

// A gradient of more than one chunk of samples takes a vector for each level of the tree above its chunks.
TEST(Allocation, OfTrainingIsLinearInTheFeatures) {
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{10})}) {
    for (const bool traced : {false, true}) {
      const Count small = of_training(20, 50, 1, method, traced);
      for (const std::size_t rows : {20U, 3000U, 9000U}) {
        const Count once = of_training(rows, 50, 1, method, traced);
        const Count more = of_training(rows, 50, 7, method, traced);
        const auto levels = static_cast<std::size_t>(std::bit_width((rows - 1) / 1024));
        EXPECT_LE(once.bytes, (5 + levels) * 50 * sizeof(double)) << rows;
        EXPECT_EQ(more.bytes, once.bytes) << rows;
        EXPECT_EQ(more.allocations, once.allocations) << rows;
      }
      const Count wide = of_training(20, 5000, 1, method, traced);
      EXPECT_EQ(wide.allocations, small.allocations);
      EXPECT_EQ(wide.bytes, 100 * small.bytes);
    }
  }
}

// Once the moments are there, epochs allocate nothing.
TEST(Allocation, OfBatchesByMomentsDoesNotGrowWithEpochs) {
  for (const bool traced : {false, true}) {
    const Count once = of_training(3000, 20, 1, Batch{BatchStrategy::normal_equation}, traced);
    const Count more = of_training(3000, 20, 7, Batch{BatchStrategy::normal_equation}, traced);
    EXPECT_EQ(more.bytes, once.bytes);
    EXPECT_EQ(more.allocations, once.allocations);
  }
}

// What rows are packed into is allocated once.
TEST(Allocation, OfTrainingOnColumnsDoesNotGrowWithEpochs) {
  const std::vector<double> x(3000 * 9, 0.5), t(3000, 1.0);
  const std::vector<std::size_t> order = {5, 2999, 0, 7, 7};
  const auto columns = ColumnsView<double>::column_major(x.data(), 3000, 9);
  for (const GatheredSamples<double>& samples :
       {GatheredSamples<double>(columns, t), GatheredSamples<double>(columns, t, order)}) {
    for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{4})}) {
      for (const Shuffle shuffle : {Shuffle::none, Shuffle::each_epoch}) {
        const auto of_epochs = [&](std::size_t epochs) {
          Neuron<double> neuron(9);
          const TrainOptions options{.learning_rate = 1e-4, .epochs = epochs, .shuffle = shuffle};
          return count([&] { (void)train(neuron, samples, method, options); });
        };
        const Count once = of_epochs(1), more = of_epochs(7);
        EXPECT_EQ(more.allocations, once.allocations);
        EXPECT_EQ(more.bytes, once.bytes);
        EXPECT_LE(once.bytes, std::size_t{500} << 10);
      }
    }
  }
}

// Calls f until none of its allocations fails: first without the first, then without the second .. Returns how
// many failed.
template <class F>
std::size_t fail_each_allocation(F f) {
  for (std::size_t n = 1;; ++n) {
    failing = allocations + n;
    try {
      f();
      failing = 0;
      return n - 1;
    } catch (const std::bad_alloc&) {
      failing = 0;
    }
  }
}

TEST(Allocation, ThatFailsLeavesTheNeuronAsItWas) {
  const RandomProblem<double> p(300, 20, 1);
  for (const Method& method : {Method(Batch{}), Method(Online{}), Method(MiniBatch{10})}) {
    for (const bool step_loss : {false, true}) {
      Neuron<double> neuron(20);
      std::ranges::fill(neuron.weights(), 0.5);
      neuron.bias() = 0.25;
      std::size_t calls = 0;
      const Observer<double> observer{.on_step = [](const Step<double>&) { return true; },
                                      .step_loss = step_loss};
      const TrainOptions options{.learning_rate = 1e-3, .epochs = 2};
      const std::size_t failed = fail_each_allocation([&] {
        if (calls++ > 0) {
          for (const double w : neuron.weights()) ASSERT_EQ(w, 0.5);
          ASSERT_EQ(neuron.bias(), 0.25);
        }
        (void)train(neuron, p.view(), method, options, observer);
      });
      EXPECT_GE(failed, 4U);
      EXPECT_NE(neuron.weights()[0], 0.5) << "after the call that had all its memory";
    }
  }
}

TEST(Allocation, ThatFailsInAGradientIsAnException) {
  const RandomProblem<double> p(1025, 9, 1);
  std::vector<double> w(9), descent(9, 7.0);
  double b = 7;
  failing = allocations + 1;
  EXPECT_THROW(residual_gradient(p.view(), w, 0.0, std::span(descent), b), std::bad_alloc);
  EXPECT_EQ(descent, std::vector<double>(9, 7.0));
  EXPECT_EQ(b, 7);
}

TEST(Allocation, OfStepLossesIsAMatrixAtMost) {
  for (const Method& method : {Method(Online{}), Method(MiniBatch{10})}) {
    const std::size_t without = of_training(3000, 50, 2, method, true).bytes;
    for (const std::size_t epochs : {1U, 7U}) {
      const Count with = of_training(3000, 50, epochs, method, true, true);
      EXPECT_LE(with.bytes, without + (51 * 51 + 3 * 51) * sizeof(double));
    }
    EXPECT_EQ(of_training(40, 50, 2, method, true, true).bytes, without)
        << "a pass over few samples is cheaper";
    EXPECT_EQ(of_training(300, 257, 2, method, true, true).bytes, of_training(300, 257, 2, method, true).bytes);
  }
}

TEST(Allocation, OfOneSampleIsNone) {
  Neuron<float> neuron(100);
  const std::vector<float> x(100, 1.0F);
  const Count seen = count([&] {
    neuron.learn(x, 1.0F, 0.01F);
    neuron.predict(x);
    dot(std::span(x), std::span(x));
  });
  EXPECT_EQ(seen.allocations, 0U);
}

TEST(Allocation, OfAGradientIsOneScratchBeyondAChunk) {
  std::vector<double> w(9), descent(9);
  double b = 0;
  const auto of_rows = [&](std::size_t rows) {
    const RandomProblem<double> p(rows, 9, 1);
    return count([&] { residual_gradient(p.view(), w, 0.0, std::span(descent), b); });
  };
  EXPECT_EQ(of_rows(1024).allocations, 0U);
  EXPECT_EQ(of_rows(1025).bytes, 9 * sizeof(double));
}

}  // namespace
}  // namespace adaline::test
