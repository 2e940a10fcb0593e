// Moments as a value: pieces, parts, and what is read from them.
#include <gtest/gtest.h>
#include <adaline/moments.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "goldens/cases/exact.hpp"
#include "goldens/cases/level_in_use.hpp"
#include "goldens/cases/random_problem.hpp"
#include "kernels/definition/triangle.hpp"
#include "tests/least_squares/moments_bytes.hpp"
#include "tests/support/expect_message.hpp"
#include "tests/support/gathered.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using cases::Exact;
using cases::RandomProblem;

template <class T>
std::vector<T> random_weights(std::size_t n) {
  Random random(n);
  std::vector<T> weights = values<T>(random, n, Values::numbers);
  for (T& w : weights) w = std::fabs(w);
  if (n > 5) weights[5] = 0;
  return weights;
}

template <class T>
Samples<T> rows_of(const Samples<T>& s, std::size_t first, std::size_t n) {
  const MatrixView<T>& x = s.features;
  return {{x.data + first * x.row_stride, n, x.cols, x.row_stride}, s.targets.subspan(first, n)};
}

template <class T>
Moments moments_in_pieces(const Samples<T>& s, std::span<const T> weights, std::size_t size) {
  Moments moments(s.features.cols);
  for (std::size_t first = 0; first < s.features.rows; first += size) {
    const std::size_t n = std::min(size, s.features.rows - first);
    moments.add(rows_of(s, first, n), weights.empty() ? weights : weights.subspan(first, n));
  }
  return moments;
}

template <class T>
class MomentsOf : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(MomentsOf, Types);

TYPED_TEST(MomentsOf, PiecesOfAnySizeAreThoseOfAll) {
  using T = TypeParam;
  const std::size_t n = 3 * kernels::chunk_rows + 77;
  for (const std::size_t d : {0U, 1U, 3U, 8U, 9U, 20U}) {
    const RandomProblem<T> problem(n, d, d);
    const Samples<T> samples = problem.view();
    for (const std::vector<T>& weights : {std::vector<T>{}, random_weights<T>(n)}) {
      Moments all(d);
      all.add(samples, weights);
      EXPECT_EQ(all.samples(), double(weights.empty() ? n : n - 1));
      for (const std::size_t size : {std::size_t{1}, std::size_t{7}, std::size_t{1000}, kernels::chunk_rows,
                                     2 * kernels::chunk_rows, n - 1}) {
        EXPECT_EQ(bytes_of(moments_in_pieces<T>(samples, weights, size)), bytes_of(all)) << d << ", " << size;
      }
    }
  }
}

TYPED_TEST(MomentsOf, SamplesThatAreGatheredHaveTheBitsOfRows) {
  using T = TypeParam;
  const ManyLayouts<T> layouts(kernels::chunk_rows + 100, 11, 1);
  for (const auto& layout : layouts.all()) {
    const auto weights = random_weights<T>(layout.samples.features().rows());
    Moments gathered(11), in_rows(11);
    gathered.add(layout.samples, weights);
    in_rows.add(layout.in_rows(), weights);
    EXPECT_EQ(bytes_of(gathered), bytes_of(in_rows)) << layout.name;
  }
}

// The kernel's results, and those of exact arithmetic.
TYPED_TEST(MomentsOf, SamplesAreRight) {
  using T = TypeParam;
  const std::size_t n = 2 * kernels::chunk_rows + 10;
  for (const std::size_t d : {1U, 8U, 12U}) {
    const RandomProblem<T> problem(n, d, d);
    const Samples<T> samples = problem.view();
    const auto weights = random_weights<T>(n);
    Moments moments(d);
    moments.add(samples, weights);
    std::vector<double> means(2 * (d + 1)), products(kernels::triangle_row(d + 1));
    const double weight = accumulate_moments(samples, std::span<const T>(weights), means, products);
    EXPECT_EQ(moments.total_weight(), weight);
    EXPECT_EQ(moments.target_mean(), means[d]);
    for (std::size_t j = 0; j < d; ++j) EXPECT_EQ(moments.feature_means()[j], means[j]);
    const auto element = [&](std::size_t i, std::size_t j) {
      return Exact(j < d ? samples.features.data[i * samples.features.row_stride + j] : samples.targets[i]);
    };
    Exact exact_weight = 0;
    std::vector<Exact> exact_means(d + 1);
    for (std::size_t i = 0; i < n; ++i) {
      exact_weight += Exact(weights[i]);
      for (std::size_t j = 0; j <= d; ++j) exact_means[j] += Exact(weights[i]) * element(i, j);
    }
    for (Exact& mean : exact_means) mean /= exact_weight;
    EXPECT_NEAR(weight, double(exact_weight), 1e-13 * weight);
    for (std::size_t j = 0; j <= d; ++j) {
      for (std::size_t k = 0; k <= j; ++k) {
        Exact sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
          sum += Exact(weights[i]) * (element(i, j) - exact_means[j]) * (element(i, k) - exact_means[k]);
        }
        const double covariance = double(sum / (exact_weight - 1));
        const double bound = 1e-13 * std::sqrt(moments.covariance(j, j) * moments.covariance(k, k));
        EXPECT_NEAR(moments.covariance(j, k), covariance, bound);
        EXPECT_EQ(moments.covariance(j, k), moments.covariance(k, j));
        EXPECT_EQ(moments.covariance(j, k), products[kernels::triangle_row(j) + k] / (weight - 1));
      }
    }
  }
}

TEST(Moments, OfFloatsAreThoseOfTheSameNumbersInDouble) {
  for (const std::size_t d : {1U, 8U, 9U, 30U}) {
    const RandomProblem<float> problem(1500, d, d);
    const Samples<float> s = problem.view();
    std::vector<double> x, t(s.targets.begin(), s.targets.end());
    for (std::size_t i = 0; i < s.features.rows; ++i) {
      const float* const row = s.features.data + i * s.features.row_stride;
      x.insert(x.end(), row, row + d);
    }
    Moments of_float(d), of_double(d);
    of_float.add(s);
    of_double.add(Samples<double>{{x.data(), 1500, d}, t});
    EXPECT_EQ(bytes_of(of_float), bytes_of(of_double));
  }
}

// What remains of samples far from 0 is their spread: nothing cancels.
TEST(Moments, KeepTheirDigitsFarFromZero) {
  const std::size_t n = 5000;
  for (const double offset : {0.0, 1e6, 1e9}) {
    std::vector<double> x, t;
    for (std::size_t i = 0; i < n; ++i) {
      x.push_back(offset + double(i % 100));
      t.push_back(-offset + double(i % 10));
    }
    Moments moments(1);
    moments.add(Samples<double>{{x.data(), n, 1}, t});
    const double scale = double(n) / double(n - 1);
    EXPECT_NEAR(moments.covariance(0, 0), 833.25 * scale, 1e-10);
    EXPECT_NEAR(moments.covariance(1, 1), 8.25 * scale, 1e-12);
    EXPECT_NEAR(moments.covariance(0, 1), 8.25 * scale, 1e-11);
  }
}

// Three parts, the first of them with weights; the last one is small.
std::vector<Moments> some_parts(std::size_t d) {
  std::vector<Moments> parts;
  for (const std::size_t n : {2000U, 1024U, 3U}) {
    const RandomProblem<double> problem(n, d, n);
    parts.emplace_back(d).add(problem.view(), n == 2000 ? random_weights<double>(n) : std::vector<double>{});
  }
  return parts;
}

TEST(Moments, AreMergedInTheOrderOfTheParts) {
  for (const std::size_t d : {1U, 9U}) {
    const std::vector<Moments> parts = some_parts(d);
    Moments folded(d);
    for (const Moments& part : parts) folded.merge(part);
    Moments on_the_first = parts[0];
    on_the_first.merge(parts[1]);
    on_the_first.merge(parts[2]);
    EXPECT_EQ(folded.samples(), 3026);
    EXPECT_EQ(bytes_of(folded), bytes_of(on_the_first));
    // Parts without samples are not there.
    Moments with_nothing = parts[0];
    with_nothing.merge(Moments(d));
    with_nothing.merge(parts[1]);
    with_nothing.merge(Moments(d));
    with_nothing.merge(parts[2]);
    EXPECT_EQ(bytes_of(folded), bytes_of(with_nothing));
    // Another order: the same samples, up to rounding.
    Moments backwards = parts[2];
    backwards.merge(parts[1]);
    backwards.merge(parts[0]);
    EXPECT_NEAR(backwards.covariance(0, 0), folded.covariance(0, 0), 1e-12 * folded.covariance(0, 0));
  }
}

TEST(Moments, AreTwiceAsManyWithThemselves) {
  Moments moments = some_parts(2)[0];
  const double covariance = moments.covariance(0, 1), weight = moments.total_weight();
  moments.merge(moments);
  EXPECT_EQ(moments.samples(), 2 * 1999);
  EXPECT_EQ(moments.total_weight(), 2 * weight);
  EXPECT_NEAR(moments.covariance(0, 1), covariance * (2 * weight - 2) / (2 * weight - 1),
              1e-12 * std::sqrt(moments.covariance(0, 0) * moments.covariance(1, 1)));
}

TEST(Moments, OfASampleWithAWeightAreThoseOfAsManySamples) {
  const std::vector<double> x{1, 2, 2, 2, 5}, t{1, 4, 4, 4, 2};
  Moments repeated(1), weighted(1);
  repeated.add(Samples<double>{{x.data(), 5, 1}, t});
  const std::vector<double> few_x{1, 2, 5, 1e30}, few_t{1, 4, 2, 88}, weights{1, 3, 1, 0};
  weighted.add(Samples<double>{{few_x.data(), 4, 1}, few_t}, weights);
  EXPECT_EQ(weighted.total_weight(), 5);
  EXPECT_EQ(weighted.samples(), 3);
  for (const std::size_t j : {0U, 1U}) {
    for (const std::size_t k : {0U, 1U})
      EXPECT_NEAR(weighted.covariance(j, k), repeated.covariance(j, k), 1e-15);
  }
}

TEST(Moments, OfNothingAreNothing) {
  Moments moments(2);
  moments.add(Samples<double>{{nullptr, 0, 2}, {}});
  EXPECT_EQ(moments.samples(), 0);
  EXPECT_EQ(moments.total_weight(), 0);
  EXPECT_EQ(moments.feature_means()[1], 0);
  EXPECT_TRUE(std::isnan(moments.covariance(0, 0)));
  EXPECT_EQ(moments.loss(std::vector<double>{1, 2}, 3), 0);
  EXPECT_THROW((void)moments.solve(), std::invalid_argument);
}

TEST(Moments, GiveTheLossAndItsGradient) {
  for (const std::size_t d : {1U, 8U, 20U}) {
    const RandomProblem<double> problem(1500, d, d);
    Moments moments(d);
    moments.add(problem.view());
    Random random(d);
    const std::vector<double> w = values<double>(random, d, Values::numbers);
    const double bias = 0.25;
    std::vector<double> descent(d), expected(d);
    double bias_descent = 0, expected_bias = 0;
    const double loss = moments.gradient(w, bias, descent, bias_descent);
    const double expected_loss = residual_gradient(problem.view(), w, bias, expected, expected_bias);
    const double scale = 1500 * moments.covariance(d, d);
    EXPECT_NEAR(loss, expected_loss, 1e-13 * scale);
    EXPECT_EQ(moments.loss(w, bias), loss);
    EXPECT_NEAR(bias_descent, expected_bias, 1e-13 * scale);
    for (std::size_t j = 0; j < d; ++j) EXPECT_NEAR(descent[j], expected[j], 1e-13 * scale);
  }
}

TEST(Moments, GiveTheLargestStableRates) {
  for (const std::size_t d : {1U, 5U, 12U}) {
    const RandomProblem<double> problem(1300, d, d);
    Moments moments(d);
    moments.add(problem.view());
    for (const bool learn_bias : {true, false}) {
      const double expected = largest_stable_rate(problem.view(), Batch{}, learn_bias);
      EXPECT_NEAR(moments.largest_stable_rate(Batch{}, learn_bias), expected, 1e-4 * expected);
      const double largest = moments.largest_eigenvalue(learn_bias) / 1300;
      double trace = learn_bias ? 1 : 0;
      const MatrixView<double>& x = problem.view().features;
      for (std::size_t i = 0; i < x.rows; ++i) {
        for (std::size_t j = 0; j < d; ++j) trace += std::pow(x.data[i * x.row_stride + j], 2) / 1300;
      }
      EXPECT_NEAR(moments.largest_stable_rate(Online{}, learn_bias), 2 / trace, 1e-10);
      EXPECT_NEAR(moments.largest_stable_rate(MiniBatch{8}, learn_bias), 16 / (trace + 7 * largest), 1e-10);
    }
  }
  EXPECT_EQ(Moments(3).largest_stable_rate(Batch{}), std::numeric_limits<double>::infinity());
  Moments some(1);
  some.add(RandomProblem<double>(9, 1, 1).view());
  expect_invalid([&] { (void)some.largest_stable_rate(adaline::Exact{}); },
                 "method: Exact has no learning rate");
  expect_invalid([&] { (void)some.largest_stable_rate(MiniBatch{0}); },
                 "MiniBatch::size: 0, must be at least 1");
}

// Each fold's predictions come from a solution for the samples of the others.
TEST(Moments, CrossValidateAsTrainingsDo) {
  const std::size_t d = 4, n = 300, folds = 3;
  const RandomProblem<double> problem(n, d, 1);
  const Samples<double> s = problem.view();
  std::vector<Moments> parts;
  double squares = 0;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    parts.emplace_back(d).add(rows_of(s, fold * 100, 100));
    Moments others(d);
    for (std::size_t other = 0; other < folds; ++other) {
      if (other != fold) others.add(rows_of(s, other * 100, 100));
    }
    const LeastSquares fit = others.solve(0.5);
    squares += 2 * squared_loss(rows_of(s, fold * 100, 100), fit.weights(), fit.bias());
  }
  EXPECT_NEAR(cross_validation_error(parts, 0.5), squares / double(n), 1e-12);
  expect_invalid([&] { (void)cross_validation_error(std::span(parts).first(1)); },
                 "folds: 1, a cross-validation needs at least 2");
}

TEST(Moments, HaveTheBitsOfTheFamilyAtEveryLevel) {
  std::string of_family[2];
  const RandomProblem<float> problem(2500, 19, 3);
  for (const kernels::Level* const level : kernels::runnable_levels()) {
    const cases::LevelInUse in_use(*level);
    Moments moments(19);
    moments.add(problem.view());
    std::string& expected = of_family[is_fused(level->isa) ? 1 : 0];
    if (expected.empty()) expected = bytes_of(moments);
    EXPECT_EQ(bytes_of(moments), expected) << to_string(level->isa);
  }
}

TEST(Moments, RefuseWhatTheyCannotTake) {
  const std::vector<double> x{1, 2, 3, 4}, t{1, 2};
  Moments moments(2);
  const auto add = [&](std::size_t rows, std::size_t cols, std::vector<double> weights = {}) {
    moments.add(Samples<double>{{x.data(), rows, cols}, std::span(t)}, weights);
  };
  expect_invalid([&] { add(2, 1); },
                 "features.cols has 1 elements, expected 2 (one for each feature of the moments)");
  expect_invalid([&] { add(1, 2); }, "targets has 2 elements, expected 1 (one for each row of the features)");
  expect_invalid([&] { add(2, 2, {1}); },
                 "weights has 1 elements, expected 2 (one for each row of the features, or none)");
  expect_invalid(
      [&] {
        add(2, 2, {1, -1});
      },
      "weights: weight 1 (counted from 0) is -1.000000, must be finite and not negative");
  EXPECT_EQ(moments.samples(), 0);
  expect_invalid([&] { moments.merge(Moments(3)); },
                 "behind.features has 3 elements, expected 2 (as many as these moments have)");
  expect_invalid([&] { (void)moments.covariance(0, 3); },
                 "covariance: there is no column 3, the target is column 2");
  expect_invalid([] { Moments(static_cast<std::size_t>(-1)); },
                 "features: 18446744073709551615, more than moments can hold");
  const Moments moved_to = std::move(moments);
  expect_invalid([&] { (void)moments.samples(); }, "moments: they were moved from");
}

// The samples in front of it are there, those behind it are not.
TEST(Moments, RefuseAValueThatIsNotFiniteByItsPlace) {
  for (const std::size_t bad : {0U, 3U, 1023U, 1024U, 2500U, 3000U}) {
    for (const std::size_t column : {0U, 2U}) {
      RandomProblem<float> problem(3072, 2, 1);
      Moments expected(2);
      expected.add(rows_of(problem.view(), 0, bad));
      (column < 2 ? problem.x[bad * problem.stride + column] : problem.t[bad]) =
          std::numeric_limits<float>::infinity();
      Moments moments(2);
      const std::string row = "row " + std::to_string(bad);
      expect_invalid([&] { moments.add(problem.view()); },
                     column < 2 ? "features: " + row + ", column 0 (counted from 0) is inf"
                                : "targets: " + row + " (counted from 0) is inf");
      EXPECT_EQ(bytes_of(moments), bytes_of(expected));
    }
  }
}

TEST(Moments, HaveNames) {
  Moments moments(2);
  EXPECT_FALSE(moments.has_names());
  EXPECT_EQ(moments.name(2), "");
  const std::string_view names[] = {"height", "width"};
  moments.set_names(names, "weight");
  EXPECT_EQ(moments.name(0), "height");
  EXPECT_EQ(moments.name(2), "weight");
  Moments without(2);
  without.merge(moments);
  EXPECT_EQ(without.name(1), "width");
  const std::string_view others[] = {"height", "depth"};
  without.set_names(others, "weight");
  expect_invalid([&] { moments.merge(without); },
                 "behind: column 1 (counted from 0) is \"depth\", and \"width\" in these moments");
}

}  // namespace
}  // namespace adaline::test
