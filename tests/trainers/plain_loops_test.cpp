// The three trainers against plain loops in long double, written as the notebook writes them.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include <adaline/train.hpp>

#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

using Real = long double;

struct PlainNeuron {
  std::vector<Real> w;
  Real b = 0;
};

template <class T>
Real plain_error(const RandomProblem<T>& p, const PlainNeuron& neuron, std::size_t i) {
  Real z = neuron.b;
  for (std::size_t j = 0; j < p.cols; ++j) z += neuron.w[j] * Real(p.x[i * p.stride + j]);
  return Real(p.t[i]) - z;
}

// One step on the mean of the rows first .. first + count - 1.
template <class T>
void plain_step(const RandomProblem<T>& p, PlainNeuron& neuron, std::size_t first, std::size_t count, Real rate,
                bool learn_bias) {
  std::vector<Real> delta(p.cols);
  Real bias_delta = 0;
  for (std::size_t i = first; i < first + count; ++i) {
    const Real e = plain_error(p, neuron, i);
    for (std::size_t j = 0; j < p.cols; ++j) delta[j] += rate / Real(count) * e * Real(p.x[i * p.stride + j]);
    bias_delta += rate / Real(count) * e;
  }
  for (std::size_t j = 0; j < p.cols; ++j) neuron.w[j] += delta[j];
  if (learn_bias) neuron.b += bias_delta;
}

template <class T>
Real plain_loss(const RandomProblem<T>& p, const PlainNeuron& neuron) {
  Real sum = 0;
  for (std::size_t i = 0; i < p.rows; ++i) sum += plain_error(p, neuron, i) * plain_error(p, neuron, i) / 2;
  return sum;
}

template <class T>
class PlainLoops : public testing::Test {
 protected:
  // Trains both ways. `batch` rows a step; a step does not enlarge an error in the weights at this rate, so
  // the errors of the steps add up: each at most (batch + d + 4) roundings of terms of size `scale`.
  static void compare(const Method& method, std::size_t batch, bool keep_last, bool learn_bias,
                      std::size_t rows, std::size_t cols) {
    SCOPED_TRACE(testing::Message() << rows << " x " << cols << " batch " << batch << " keep " << keep_last
                                    << " bias " << learn_bias);
    const RandomProblem<T> p(rows, cols, rows + cols);
    constexpr std::size_t epochs = 5;
    const T rate = static_cast<T>(0.2) / static_cast<T>(cols + 1);
    Neuron<T> neuron(cols);
    const TrainOptions options{.learning_rate = double(rate),
                               .epochs = epochs,
                               .learn_bias = learn_bias,
                               .keep_last_batch = keep_last};
    const TrainResult result = train(neuron, p.view(), method, options);

    PlainNeuron plain{std::vector<Real>(cols)};
    std::size_t steps = 0;
    for (std::size_t epoch = 0; epoch < epochs; ++epoch) {
      for (std::size_t first = 0; first < rows; first += batch) {
        const std::size_t count = std::min(batch, rows - first);
        if (count < batch && !keep_last) continue;
        plain_step(p, plain, first, count, Real(rate), learn_bias);
        ++steps;
      }
    }
    // Fewer where one ended at the weights that it began with, as all further ones would.
    EXPECT_EQ(result.steps, steps / epochs * result.epochs);
    if (result.epochs == epochs) {
      EXPECT_NE(result.stop_reason, StopReason::diverged);
    } else {
      EXPECT_TRUE(result.stop_reason == StopReason::stagnated || result.stop_reason == StopReason::converged);
    }

    Real scale = 1;
    for (std::size_t i = 0; i < rows; ++i) scale = std::max(scale, std::fabs(Real(p.t[i])));
    const Real unit = Real(std::numeric_limits<T>::epsilon()) / 2;
    const Real bound = Real(steps) * Real(batch + cols + 4) * unit * 4 * scale;
    for (std::size_t j = 0; j < cols; ++j) EXPECT_LE(std::fabs(Real(neuron.weights()[j]) - plain.w[j]), bound);
    EXPECT_LE(std::fabs(Real(neuron.bias()) - plain.b), bound);
    // The loss of the library at its own weights.
    const PlainNeuron own{{neuron.weights().begin(), neuron.weights().end()}, Real(neuron.bias())};
    const Real loss = plain_loss(p, own);
    EXPECT_LE(std::fabs(Real(result.loss) - loss), Real(rows) * Real(cols + 4) * unit * 8 * scale * scale);
  }
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(PlainLoops, Types);

TYPED_TEST(PlainLoops, AllThree) {
  for (const bool learn_bias : {true, false}) {
    for (const std::size_t cols : {1U, 2U, 8U, 9U, 40U, 200U}) {
      for (const std::size_t rows : {1U, 7U, 130U}) {
        this->compare(Batch{}, rows, false, learn_bias, rows, cols);
        this->compare(Online{}, 1, false, learn_bias, rows, cols);
        for (const bool keep_last : {true, false}) {
          const std::size_t size = std::min<std::size_t>(rows, 32);
          this->compare(MiniBatch{size}, size, keep_last, learn_bias, rows, cols);
        }
      }
    }
  }
  this->compare(Batch{}, 2500, false, true, 2500, 12);  // more than one chunk
  this->compare(MiniBatch{1100}, 1100, true, true, 2500, 12);
}

TYPED_TEST(PlainLoops, AShorterBatchThanTheSamplesNeedsToBeKept) {
  this->compare(MiniBatch{50}, 50, true, true, 20, 3);
}

// Solves the normal equations in long double, by Gaussian elimination of a well-conditioned matrix.
template <class T>
std::vector<Real> least_squares(const RandomProblem<T>& p) {
  const std::size_t n = p.cols + 1;  // the bias last
  std::vector<std::vector<Real>> a(n, std::vector<Real>(n + 1));
  for (std::size_t i = 0; i < p.rows; ++i) {
    std::vector<Real> row(n + 1, 1);
    for (std::size_t j = 0; j < p.cols; ++j) row[j] = Real(p.x[i * p.stride + j]);
    row[n] = Real(p.t[i]);
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t k = 0; k <= n; ++k) a[j][k] += row[j] * row[k];
    }
  }
  for (std::size_t k = 0; k < n; ++k) {
    for (std::size_t r = 0; r < n; ++r) {
      if (r == k) continue;
      const Real factor = a[r][k] / a[k][k];
      for (std::size_t c = k; c <= n; ++c) a[r][c] -= factor * a[k][c];
    }
  }
  std::vector<Real> solution(n);
  for (std::size_t k = 0; k < n; ++k) solution[k] = a[k][n] / a[k][k];
  return solution;
}

TYPED_TEST(PlainLoops, BatchConvergesToLeastSquares) {
  using T = TypeParam;
  const RandomProblem<T> p(500, 6, 3);
  const double precision = sizeof(T) == sizeof(float) ? 1e-6 : 1e-13;
  Neuron<T> neuron(6);
  const TrainOptions options{.learning_rate = 0.3, .epochs = 20000, .stop_delta = precision};
  const TrainResult result = train(neuron, p.view(), Batch{}, options);
  EXPECT_EQ(result.stop_reason, StopReason::converged);
  EXPECT_LT(result.epochs, options.epochs);
  EXPECT_EQ(result.steps, result.epochs);
  const std::vector<Real> exact = least_squares(p);
  for (std::size_t j = 0; j < 6; ++j)
    EXPECT_NEAR(double(neuron.weights()[j]), double(exact[j]), 100 * precision);
  EXPECT_NEAR(double(neuron.bias()), double(exact[6]), 100 * precision);
}

}  // namespace
}  // namespace adaline::test
