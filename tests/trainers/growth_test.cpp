// Runs that diverge in finite numbers are found early; runs at a stable rate are never taken for such.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string>
#include <vector>

#include <adaline/kernels.hpp>
#include <adaline/train.hpp>

#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

template <class T>
class GrowthOf : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(GrowthOf, Types);

template <class T>
double square_of_row(const Samples<T>& samples, std::size_t i, bool with_bias) {
  const T* const row = samples.features.data + i * samples.features.row_stride;
  double sum = with_bias ? 1 : 0;
  for (std::size_t j = 0; j < samples.features.cols; ++j) sum += double(row[j]) * double(row[j]);
  return sum;
}

// Of `count` rows from `first`: the sum of the eigenvalues of X'X, at least the largest of them; that itself
// where one column is all there is.
template <class T>
double trace_of_rows(const Samples<T>& samples, std::size_t first, std::size_t count, bool with_bias) {
  double sum = 0;
  for (std::size_t i = first; i < first + count; ++i) sum += square_of_row(samples, i, with_bias);
  return sum;
}

// The largest rate for which the rule's reason holds: for Batch all stable ones, else half of them.
template <class T>
double safe_rate(const Samples<T>& samples, const Method& method, bool with_bias) {
  const std::size_t n = samples.features.rows;
  if (std::holds_alternative<Batch>(method)) return 2 * double(n) / trace_of_rows(samples, 0, n, with_bias);
  const auto* const mini_batch = std::get_if<MiniBatch>(&method);
  const std::size_t size = mini_batch == nullptr ? 1 : mini_batch->size;
  double largest = 0;
  for (std::size_t first = 0; first + size <= n; first += size) {
    largest = std::max(largest, trace_of_rows(samples, first, size, with_bias));
  }
  return double(size) / largest;
}

const std::vector<Method> methods = {Batch{}, Online{}, MiniBatch{4}};

// y = 2 x + 1 at 1 .. 10: an ordinary file and an ordinary rate.
template <class T>
struct Line {
  std::array<T, 10> x{}, t{};
  Line() {
    for (std::size_t i = 0; i < 10; ++i) {
      x[i] = T(i + 1);
      t[i] = 2 * x[i] + 1;
    }
  }
  Samples<T> view() const { return {{x.data(), 10, 1}, t}; }
};

// At rates that are too large for each method; a single epoch of the others can still end below the best
// constant.
const std::vector<std::pair<Method, double>> too_fast = {{Batch{}, 0.1}, {Online{}, 0.1}, {MiniBatch{4}, 0.5}};

TYPED_TEST(GrowthOf, AnOrdinaryLineIsSeenEarly) {
  using T = TypeParam;
  const Line<T> line;
  for (const auto& [method, rate] : too_fast) {
    for (const std::size_t epochs : {1U, 10U, 10000U}) {
      if (epochs == 1 && !std::holds_alternative<Batch>(method)) continue;
      Neuron<T> neuron(1);
      const TrainResult result = train(neuron, line.view(), method, {.learning_rate = rate, .epochs = epochs});
      EXPECT_EQ(result.stop_reason, StopReason::diverged) << method.index() << ", epochs " << epochs;
      EXPECT_LE(result.epochs, 3U);
      EXPECT_TRUE(std::isfinite(result.loss));
      EXPECT_TRUE(std::isfinite(neuron.weights()[0]));
    }
  }
}

// Barely over the border: each epoch multiplies the distance by -1.02.
TYPED_TEST(GrowthOf, SlowDivergenceIsFoundToo) {
  using T = TypeParam;
  const Line<T> line;
  Neuron<T> neuron(1);
  const double border = safe_rate(line.view(), Batch{}, false);
  const TrainOptions options{.learning_rate = 1.01 * border, .epochs = 10000, .learn_bias = false};
  const TrainResult result = train(neuron, line.view(), Batch{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::diverged);
  EXPECT_LT(result.epochs, 500U);
}

// From a fit that is nearly exact, far below the best constant: each epoch multiplies the error by -1.17^3, the
// loss by 2.6, and that is enough.
TYPED_TEST(GrowthOf, ErrorsThatRiseAThousandfoldAreDivergence) {
  using T = TypeParam;
  const std::array<T, 3> x = {1, 1, 1}, t = {2, 2, 2};
  Neuron<T> neuron(1);
  neuron.weights()[0] = T(2.0001);
  const TrainOptions options{.learning_rate = 2.17, .epochs = 1000, .learn_bias = false};
  const TrainResult result = train(neuron, {{x.data(), 3, 1}, t}, Online{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::diverged);
  EXPECT_LT(result.epochs, 30U);
  EXPECT_LT(result.loss, 6) << "that of the weight 0";
}

// The first epoch learns a bias of 1e6, which leaves so little that the weight, whose error grows by -1.25 in
// each epoch, would need sixty of them to be as far off as the start was.
TYPED_TEST(GrowthOf, IsSeenBesideALargeBias) {
  using T = TypeParam;
  const std::array<T, 4> x = {-1.5, 1.5, -1.5, 1.5};
  std::array<T, 4> t = x;
  for (T& value : t) value += T(1e6);
  Neuron<T> neuron(1);
  const TrainOptions options{.learning_rate = 1, .epochs = 50};
  const TrainResult result = train(neuron, {{x.data(), 4, 1}, t}, Batch{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::diverged);
  EXPECT_LE(result.epochs, 35U);
}

// Of noise and nothing else, of a clear line, from zero and from the solution, at all stable rates.
TYPED_TEST(GrowthOf, StableRunsAreNeverTakenForIt) {
  using T = TypeParam;
  std::vector<std::uint64_t> seeds(60);
  std::iota(seeds.begin(), seeds.end(), 1);
  seeds.push_back(1590);  // ends at weights whose squares are denormal
  for (const std::uint64_t seed : seeds) {
    const std::size_t d = seed % 4 == 0 ? 1 : 1 + seed % 7;
    RandomProblem<T> p(20 + seed % 9, d, seed, seed % 3 == 0 ? 0 : 3.0);
    if (seed % 5 == 0) std::ranges::fill(p.t, T(0));
    if (seed % 5 == 1) std::ranges::fill(p.t, T(1e6));
    for (const bool learn_bias : {true, false}) {
      for (const Method& method : methods) {
        const double most = safe_rate(p.view(), method, learn_bias);
        for (const double share : {0.999, 0.5, 0.01}) {
          const TrainOptions options{.learning_rate = share * most, .epochs = 300, .learn_bias = learn_bias};
          Neuron<T> neuron(d);
          if (seed % 2 == 0) std::ranges::fill(neuron.weights(), T(100));
          for (const std::string start : {"as made", "from where it ended"}) {
            EXPECT_NE(train(neuron, p.view(), method, options).stop_reason, StopReason::diverged)
                << "seed " << seed << ", method " << method.index() << ", share " << share << ", " << start;
          }
        }
      }
    }
  }
}

// Where an observer stops in the same epoch, it is divergence all the same; before it, the observer.
TYPED_TEST(GrowthOf, IsSaidWhateverAnObserverWants) {
  using T = TypeParam;
  const Line<T> line;
  for (const auto& each : too_fast) {
    const Method method = each.first;
    const TrainOptions options{.learning_rate = each.second, .epochs = 100};
    const auto stopped_after = [&](std::size_t epochs) {
      const Observer<T> stops{.on_epoch = [&](const Epoch<T>& e) { return e.epoch + 1 < epochs; }};
      Neuron<T> neuron(1);
      return train(neuron, line.view(), method, options, stops);
    };
    Neuron<T> neuron(1);
    const std::size_t epochs = train(neuron, line.view(), method, options).epochs;
    EXPECT_EQ(stopped_after(epochs).stop_reason, StopReason::diverged);
    EXPECT_EQ(stopped_after(epochs).epochs, epochs);
    if (epochs > 1 && !std::holds_alternative<Batch>(method)) {
      EXPECT_EQ(stopped_after(epochs - 1).stop_reason, StopReason::observer);
    }
  }
}

}  // namespace
}  // namespace adaline::test
