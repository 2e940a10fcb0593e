// Kernels on 1 to 64 threads have the bits of one, for samples in rows, by columns, and chosen by an order.
#include <gtest/gtest.h>
#include <adaline/adaline.hpp>

#include <algorithm>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "tests/support/gathered.hpp"
#include "tests/support/random_problem.hpp"

namespace adaline::test {
namespace {

// All that kernels return of samples, one after the other.
template <class T, class TheSamples, class Rows>
std::vector<double> results(const TheSamples& samples, const Rows& rows, std::size_t n, std::size_t d,
                            Workers* workers) {
  std::vector<T> w(d), descent(d), z(n);
  for (std::size_t j = 0; j < d; ++j) w[j] = static_cast<T>(j % 7) / T(3) - T(1);
  const T bias = T(0.25);
  T bias_descent = 0;
  predict(rows, std::span<const T>(w), bias, std::span<T>(z), workers);
  std::vector<double> all(z.begin(), z.end());
  Neuron<T> neuron(w, bias);
  neuron.predict(rows, z, workers);
  all.insert(all.end(), z.begin(), z.end());
  all.push_back(squared_loss(samples, w, bias, workers));
  all.push_back(residual_gradient(samples, w, bias, descent, bias_descent, workers));
  all.insert(all.end(), descent.begin(), descent.end());
  all.push_back(static_cast<double>(bias_descent));
  return all;
}

bool all_same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, same_bits<double>);
}

template <class T>
class ThreadedKernels : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(ThreadedKernels, Types);

struct Shape {
  std::size_t rows, cols;
};
// Work enough for threads, with whole chunks and with a rest, and some that is too little for them.
constexpr Shape shapes[] = {{300, 9}, {1024, 300}, {1025, 300}, {16 * 1024, 20}, {70001, 3}, {5000, 65}};
// Chunks of wide rows are divided: rows that go through caches some at a time, and of more than a chunk.
constexpr Shape wide_shapes[] = {{2500, 1025}, {999, 4099}, {19, 70001}};

TYPED_TEST(ThreadedKernels, HaveTheBitsOfOneThread) {
  using T = TypeParam;
  std::vector<Shape> all(std::begin(shapes), std::end(shapes));
  all.insert(all.end(), std::begin(wide_shapes), std::end(wide_shapes));
  for (const auto [rows, cols] : all) {
    const RandomProblem<T> problem(rows, cols, rows);
    const auto expected = results<T>(problem.view(), problem.view().features, rows, cols, nullptr);
    for (const std::size_t threads : {1U, 2U, 3U, 8U, 64U}) {
      Workers workers(threads);
      const auto found = results<T>(problem.view(), problem.view().features, rows, cols, &workers);
      EXPECT_TRUE(all_same_bits(found, expected)) << threads << " threads, " << rows << " x " << cols;
    }
  }
}

// A chunk of wide rows is divided as well, but no small one.
TYPED_TEST(ThreadedKernels, AreDividedWhereThatPays) {
  using T = TypeParam;
  int calls = 0;
  Workers workers(4, [&](std::size_t count, const std::function<void(std::size_t)>& work) {
    ++calls;
    for (std::size_t worker = 0; worker < count; ++worker) work(worker);
  });
  const auto calls_of = [&](std::size_t rows, std::size_t cols) {
    const RandomProblem<T> problem(rows, cols, rows);
    calls = 0;
    results<T>(problem.view(), problem.view().features, rows, cols, &workers);
    return calls;
  };
  EXPECT_EQ(calls_of(100, 300), 0);
  EXPECT_GT(calls_of(200000, 20), 0);
  EXPECT_GT(calls_of(1000, 5000), 0);
  const RandomProblem<T> problem(40, 100000, 1);
  std::vector<T> w(100000), descent(100000);
  T bias_descent = 0;
  calls = 0;
  squared_loss(problem.view(), std::span<const T>(w), T(0), &workers);
  EXPECT_GT(calls, 0);
  calls = 0;
  residual_gradient(problem.view(), std::span<const T>(w), T(0), std::span<T>(descent), bias_descent, &workers);
  EXPECT_GT(calls, 0);
}

TYPED_TEST(ThreadedKernels, OfGatheredRowsHaveTheBitsOfRows) {
  using T = TypeParam;
  for (const auto [rows, cols] : {Shape{5000, 65}, Shape{70001, 3}, Shape{1500, 517}}) {
    const ManyLayouts<T> layouts(rows, cols, rows);
    for (const auto& layout : layouts.all()) {
      const std::size_t n = layout.t.size();
      const auto expected = results<T>(layout.in_rows(), layout.in_rows().features, n, cols, nullptr);
      for (const std::size_t threads : {2U, 5U}) {
        Workers workers(threads);
        const auto found = results<T>(layout.samples, layout.samples.features(), n, cols, &workers);
        EXPECT_TRUE(all_same_bits(found, expected)) << layout.name << ", " << threads << " threads";
      }
    }
  }
}

TYPED_TEST(ThreadedKernels, AccumulateTheSameMoments) {
  using T = TypeParam;
  std::vector<Shape> many(std::begin(shapes), std::end(shapes));
  many.insert(many.end(), {{700, 131}, {5 * 1024 + 7, 72}, {3 * 1024, 64}});  // chunks that are divided
  for (const Shape& shape : many) {
    const std::size_t rows = shape.rows, cols = shape.cols;
    const RandomProblem<T> problem(rows, cols, rows);
    std::vector<T> weights(rows);
    for (std::size_t i = 0; i < rows; ++i) weights[i] = static_cast<T>(i % 5) / T(2);
    const auto moments = [&](bool weighted, Workers* workers) {
      std::vector<double> all(2 * (cols + 1) + (cols + 1) * (cols + 2) / 2 + 1);
      const std::span<double> means(all.data(), 2 * (cols + 1));
      const std::span<double> products(all.data() + means.size(), all.size() - means.size() - 1);
      all.back() =
          accumulate_moments(problem.view(), weighted ? std::span<const T>(weights) : std::span<const T>(),
                             means, products, workers);
      return all;
    };
    for (const bool weighted : {false, true}) {
      const auto expected = moments(weighted, nullptr);
      for (const std::size_t threads : {2U, 3U, 64U}) {
        Workers workers(threads);
        EXPECT_TRUE(all_same_bits(moments(weighted, &workers), expected))
            << threads << " threads, " << rows << " x " << cols;
      }
    }
  }
}

// What is not finite goes where it goes with one thread.
TYPED_TEST(ThreadedKernels, PropagateWhatIsNotFinite) {
  using T = TypeParam;
  for (const auto [rows, cols] : {Shape{9000, 40}, Shape{1000, 400}}) {
    RandomProblem<T> problem(rows, cols, 1);
    problem.x[rows / 2 * problem.stride + 3] = std::numeric_limits<T>::infinity();
    Workers workers(4);
    const auto expected = results<T>(problem.view(), problem.view().features, rows, cols, nullptr);
    const auto found = results<T>(problem.view(), problem.view().features, rows, cols, &workers);
    EXPECT_TRUE(all_same_bits(found, expected)) << rows << " x " << cols;
  }
}

}  // namespace
}  // namespace adaline::test
