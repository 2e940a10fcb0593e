// Kernels on 1 to 64 threads have the bits of one, for samples in rows, by columns, and chosen by an order.
#include <gtest/gtest.h>
#include <adaline/adaline.hpp>

#include <algorithm>
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

TYPED_TEST(ThreadedKernels, HaveTheBitsOfOneThread) {
  using T = TypeParam;
  for (const auto [rows, cols] : shapes) {
    const ManyLayouts<T> layouts(rows, cols, rows);
    const auto expected =
        results<T>(layouts.problem.view(), layouts.problem.view().features, rows, cols, nullptr);
    for (const std::size_t threads : {1U, 2U, 3U, 8U, 64U}) {
      Workers workers(threads);
      const auto found =
          results<T>(layouts.problem.view(), layouts.problem.view().features, rows, cols, &workers);
      EXPECT_TRUE(all_same_bits(found, expected)) << threads << " threads, " << rows << " x " << cols;
    }
  }
}

TYPED_TEST(ThreadedKernels, OfGatheredRowsHaveTheBitsOfRows) {
  using T = TypeParam;
  for (const auto [rows, cols] : {Shape{5000, 65}, Shape{70001, 3}}) {
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
  for (const Shape& shape : shapes) {
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
  RandomProblem<T> problem(9000, 40, 1);
  problem.x[5000 * problem.stride + 3] = std::numeric_limits<T>::infinity();
  Workers workers(4);
  const auto expected = results<T>(problem.view(), problem.view().features, 9000, 40, nullptr);
  const auto found = results<T>(problem.view(), problem.view().features, 9000, 40, &workers);
  EXPECT_TRUE(all_same_bits(found, expected));
}

}  // namespace
}  // namespace adaline::test
