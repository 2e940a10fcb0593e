// Shuffled epochs: the bits of an epoch over copied rows, in an order that holds each row once.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <vector>

#include <adaline/train.hpp>

#include "tests/support/random_problem.hpp"
#include "tests/support/values.hpp"
#include "trainers/run.hpp"

namespace adaline::test {
namespace {

using trainers::RowOrder;

// Each row says which one it is, in its only feature and in its target.
template <class T>
struct Numbered {
  std::vector<T> x, t;
  std::size_t cols;
  Numbered(std::size_t rows, std::size_t the_cols) : x(rows * the_cols), t(rows), cols(the_cols) {
    for (std::size_t i = 0; i < rows; ++i) {
      std::fill_n(x.begin() + static_cast<std::ptrdiff_t>(i * cols), cols, T(i));
      t[i] = T(i);
    }
  }
  Samples<T> view() const { return {{x.data(), t.size(), cols}, t}; }
};

template <class T>
std::vector<std::size_t> order_of_epoch(const Samples<T>& samples, std::size_t epoch, Shuffle shuffle,
                                        std::size_t unit, std::uint64_t seed = 0) {
  RowOrder<T> order(samples, shuffle, seed, unit);
  order.begin_epoch(epoch);
  std::vector<std::size_t> rows;
  for (std::size_t first = 0; first < samples.features.rows; first += unit) {
    const std::size_t count = std::min(unit, samples.features.rows - first);
    const Samples<T> taken = order.take(first, count);
    EXPECT_EQ(taken.features.rows, count);
    EXPECT_EQ(taken.targets.size(), count);
    for (std::size_t i = 0; i < count; ++i) {
      const T target = taken.targets[i];
      for (std::size_t j = 0; j < samples.features.cols; ++j) {
        EXPECT_EQ(taken.features.data[i * taken.features.row_stride + j], target);
      }
      rows.push_back(static_cast<std::size_t>(target));
    }
  }
  return rows;
}

// Of one block and of many, of one piece and of many, and of units that are longer than a piece.
TEST(RowOrder, HoldsEachRowOnce) {
  for (const std::size_t cols : {1U, 3U, 64U, 2000U}) {
    for (const std::size_t rows : {1U, 2U, 33U, 1000U, 10000U, 40001U}) {
      if (rows * cols > 4000000) continue;
      const Numbered<double> samples(rows, cols);
      std::vector<std::size_t> all(rows);
      std::iota(all.begin(), all.end(), std::size_t{0});
      for (const std::size_t unit : {1U, 8U, 32U, 9000U}) {
        std::vector<std::size_t> order =
            order_of_epoch(samples.view(), 3, Shuffle::each_epoch, std::min<std::size_t>(unit, rows));
        if (rows > 2) {
          EXPECT_NE(order, all) << rows << " x " << cols;
        }
        std::ranges::sort(order);
        EXPECT_EQ(order, all) << rows << " x " << cols << ", unit " << unit;
      }
    }
  }
}

TEST(RowOrder, OnceIsTheFirstOfEach) {
  const Numbered<double> samples(20000, 3);
  const auto order = [&](std::size_t epoch, Shuffle shuffle, std::uint64_t seed = 0) {
    return order_of_epoch(samples.view(), epoch, shuffle, 8, seed);
  };
  EXPECT_EQ(order(5, Shuffle::once), order(0, Shuffle::each_epoch));
  EXPECT_NE(order(1, Shuffle::each_epoch), order(0, Shuffle::each_epoch));
  EXPECT_NE(order(0, Shuffle::once, 1), order(0, Shuffle::once, 2));
}

// Wherever a row stands in the file, it comes early, late and in between; neighbours part.
TEST(RowOrder, Mixes) {
  for (const std::size_t rows : {1000U, 100000U}) {
    const Numbered<double> samples(rows, 2);
    double first_half = 0, neighbours = 0;
    constexpr std::size_t epochs = 10;
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
      const std::vector<std::size_t> order = order_of_epoch(samples.view(), epoch, Shuffle::each_epoch, 8);
      for (std::size_t i = 0; i < rows / 2; ++i) first_half += order[i] < rows / 2 ? 1 : 0;
      for (std::size_t i = 1; i < rows; ++i) neighbours += order[i] == order[i - 1] + 1 ? 1 : 0;
    }
    EXPECT_NEAR(first_half / (double(epochs * rows) / 2), 0.5, 0.1);
    EXPECT_LT(neighbours / double(epochs * rows), 0.01);
  }
}

template <class T>
class Shuffled : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Shuffled, Types);

// Rows of the problem, copied into the order of each epoch.
template <class T>
struct Copied {
  std::vector<T> x, t;
  Copied(const RandomProblem<T>& p, const std::vector<std::size_t>& order) {
    for (const std::size_t i : order) {
      x.insert(x.end(), p.x.data() + i * p.stride, p.x.data() + i * p.stride + p.cols);
      t.push_back(p.t[i]);
    }
  }
};

TYPED_TEST(Shuffled, EpochsHaveTheBitsOfCopiedRows) {
  using T = TypeParam;
  for (const std::size_t cols : {1U, 2U, 9U, 40U, 700U}) {
    for (const std::size_t rows : {1U, 7U, 300U, 9000U}) {
      if (rows * cols > 700000) continue;
      const RandomProblem<T> p(rows, cols, rows + cols);
      const Numbered<T> numbers(rows, cols);
      for (const Method& method : {Method(Online{}), Method(MiniBatch{std::min<std::size_t>(rows, 32)})}) {
        const std::size_t unit = trainers::rows_at_a_time<T>(method, cols);
        for (const Shuffle shuffle : {Shuffle::once, Shuffle::each_epoch}) {
          const TrainOptions options{.learning_rate = 0.2 / double(cols + 1),
                                     .epochs = 2,
                                     .keep_last_batch = true,
                                     .shuffle = shuffle,
                                     .seed = 9};
          Neuron<T> neuron(cols), traced(cols), plain(cols);
          const TrainResult result = train(neuron, p.view(), method, options);
          EXPECT_EQ(result.epochs, 2U);
          const Observer<T> observer{.on_step = [](const Step<T>&) { return true; }};
          (void)train(traced, p.view(), method, options, observer);
          for (std::size_t epoch = 0; epoch < 2; ++epoch) {
            const Copied<T> copy(p, order_of_epoch(numbers.view(), epoch, shuffle, unit, 9));
            TrainOptions in_order = options;
            in_order.epochs = 1;
            in_order.shuffle = Shuffle::none;
            (void)train(plain, {{copy.x.data(), rows, cols}, copy.t}, method, in_order);
          }
          EXPECT_TRUE(std::ranges::equal(neuron.weights(), plain.weights(), same_bits<T>))
              << rows << " x " << cols;
          EXPECT_TRUE(same_bits(neuron.bias(), plain.bias())) << rows << " x " << cols;
          EXPECT_TRUE(std::ranges::equal(neuron.weights(), traced.weights(), same_bits<T>))
              << rows << " x " << cols;
          EXPECT_TRUE(same_bits(neuron.bias(), traced.bias()));
        }
      }
    }
  }
}

TYPED_TEST(Shuffled, BatchTakesAllSamplesAtOnce) {
  using T = TypeParam;
  const RandomProblem<T> p(100, 3, 1);
  Neuron<T> one(3), other(3);
  (void)train(one, p.view(), Batch{}, {.learning_rate = 0.1, .epochs = 3});
  (void)train(other, p.view(), Batch{}, {.learning_rate = 0.1, .epochs = 3, .shuffle = Shuffle::each_epoch});
  EXPECT_TRUE(std::ranges::equal(one.weights(), other.weights(), same_bits<T>));
}

// Two regimes, one after the other in the file: in its order, the last one has the last word.
TYPED_TEST(Shuffled, SortedSamplesAreLearnedAsAWhole) {
  using T = TypeParam;
  RandomProblem<T> p(2000, 2, 4);
  for (std::size_t i = 0; i < 2000; ++i) p.t[i] = T(i < 1000 ? 5 : -5);
  const auto loss = [&](Shuffle shuffle) {
    Neuron<T> neuron(2);
    return train(neuron, p.view(), Online{}, {.learning_rate = 0.01, .epochs = 20, .shuffle = shuffle}).loss;
  };
  EXPECT_GT(loss(Shuffle::none), 1.5 * loss(Shuffle::each_epoch));
  EXPECT_LT(loss(Shuffle::each_epoch), 1.1 * 25000);
}

}  // namespace
}  // namespace adaline::test
