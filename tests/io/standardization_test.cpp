// Means and deviations against exact ones, within the bounds that the roundings add up to.
//
// What is exact is computed with 113 bits.
#include "io/standardization.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "goldens/cases/exact.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using cases::Exact;

constexpr double unit = 0x1p-53;

double distance(double got, Exact want) {
  const Exact difference = Exact(got) - want;
  return double(difference < 0 ? -difference : difference);
}

// Of one column, in two passes. The root is taken in double.
struct ExactColumn {
  Exact mean = 0, variance = 0;
  double largest = 0, range = 0;

  template <class T>
  explicit ExactColumn(const std::vector<T>& values) {
    const Exact n = Exact(values.size());
    for (const T x : values) mean += Exact(x) / n;
    for (const T x : values) variance += (Exact(x) - mean) * (Exact(x) - mean) / n;
    const auto [low, high] = std::ranges::minmax_element(values);
    largest = std::max(std::abs(double(*low)), std::abs(double(*high)));
    range = double(*high) - double(*low);
  }
};

// A step moves the mean by a k-th of a difference, with three roundings, and rounds the mean itself; errors of
// earlier steps shrink by (k - 1) / k. So an error of step k counts k/n in the end.
double mean_bound(const ExactColumn& exact, std::size_t rows) {
  const auto n = static_cast<double>(rows);
  return 1.01 * unit * (3 * exact.range + (n + 1) / 2 * exact.largest);
}

// Each of the n products has two factors that are off by the error of a mean and a rounding.
double deviation_bound(const ExactColumn& exact, std::size_t rows) {
  const auto n = static_cast<double>(rows);
  const double deviation = std::sqrt(double(exact.variance));
  const double factor_bound = mean_bound(exact, rows) + unit * exact.range;
  const double product_bound =
      2 * exact.range * factor_bound + factor_bound * factor_bound + unit * exact.range * exact.range;
  const double variance_bound = product_bound + (n + 1) * unit * (double(exact.variance) + product_bound);
  return 1.01 * variance_bound / deviation + 3 * unit * deviation;
}

std::vector<double> random_column(std::size_t rows, double mean, double deviation) {
  Random random(rows);
  std::vector<double> column(rows);
  for (double& x : column) x = mean + deviation * (random.significand<double>() - 1.5);
  return column;
}

io::Standardization measure_column(const std::vector<double>& values) {
  return io::measure(MatrixView<double>{values.data(), values.size(), 1});
}

TEST(Standardize, MeasuresMeanAndDeviation) {
  // So large a mean that a sum of squares has no digit left of the deviation.
  const double large = 1e9;
  const double small = 1e-3;
  for (const std::size_t rows : {2U, 3U, 10U, 1000U, 20'000U}) {
    for (const auto& [mean, deviation] : {std::pair{0.0, 1.0},
                                          {0.1, 1.0},
                                          {-3.0, 100.0},
                                          {large, 1.0},
                                          {-large, small},
                                          {0.0, 1e-20},
                                          {1e30, 1e30}}) {
      const std::vector<double> column = random_column(rows, mean, deviation);
      const ExactColumn exact(column);
      const io::Standardization got = measure_column(column);
      EXPECT_LE(distance(got.means[0], exact.mean), mean_bound(exact, rows)) << rows << ' ' << mean;
      EXPECT_LE(distance(got.deviations[0], Exact(std::sqrt(double(exact.variance)))),
                deviation_bound(exact, rows))
          << rows << ' ' << mean << ' ' << deviation;
    }
  }
}

// 1, 2, 3, 4: divided by n, the variance is 5/4.
TEST(Standardize, DividesByTheCount) {
  const io::Standardization got = measure_column({1, 2, 3, 4});
  EXPECT_EQ(got.means[0], 2.5);
  EXPECT_LE(std::abs(got.deviations[0] - std::sqrt(1.25)), 2 * unit);
}

TEST(Standardize, MeasuresEachColumnAndNothingBetweenRows) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr std::size_t rows = 50, cols = 3, stride = 5;
  Random random(1);
  std::vector<double> values(rows * stride, nan);
  std::vector<std::vector<double>> columns(cols);
  for (std::size_t r = 0; r < rows; ++r) {
    for (std::size_t c = 0; c < cols; ++c)
      columns[c].push_back(values[r * stride + c] = random.number<double>());
  }
  const io::Standardization got = io::measure(MatrixView<double>{values.data(), rows, cols, stride});
  ASSERT_EQ(got.means.size(), cols);
  ASSERT_EQ(got.deviations.size(), cols);
  for (std::size_t c = 0; c < cols; ++c) {
    const io::Standardization alone = measure_column(columns[c]);
    EXPECT_EQ(got.means[c], alone.means[0]);
    EXPECT_EQ(got.deviations[c], alone.deviations[0]);
  }
}

TEST(Standardize, AConstantColumnBecomesZero) {
  for (const double constant :
       {double(0), double(0.1), double(-1e9), std::numeric_limits<double>::denorm_min(), double(1e30)}) {
    for (const std::size_t rows : {1U, 2U, 3U, 7U, 1000U}) {
      std::vector<double> column(rows, constant);
      const io::Standardization got = measure_column(column);
      EXPECT_EQ(got.means[0], double(constant));
      EXPECT_EQ(got.deviations[0], 1);
      for (double& x : column) {
        io::standardize<double>(std::span<const double>(&x, 1), got, std::span<double>(&x, 1));
        ASSERT_EQ(x, 0);
      }
    }
  }
}

// 453 rows of one value and 47 that differ in the last bit: divided by that, the next bit would count as ten
// deviations.
TEST(Standardize, AColumnThatIsConstantUpToRoundingIsConstant) {
  for (const double value : {double(0.1), double(-3e9), double(1e-30)}) {
    std::vector<double> column(453, value);
    column.resize(500, std::nextafter(value, double(0)));
    const io::Standardization got = measure_column(column);
    EXPECT_EQ(got.deviations[0], 1);
    EXPECT_EQ(got.constant, std::vector<std::size_t>{0});
  }
  // Eight units in the last place are a small variation, and kept.
  const double eps = std::numeric_limits<double>::epsilon();
  const io::Standardization kept = measure_column({1, 1 + 8 * eps, 1, 1 + 8 * eps});
  EXPECT_EQ(kept.deviations[0], 4 * eps);
  EXPECT_TRUE(kept.constant.empty());
}

// Squares that a double does not hold: 1e-350, 1e400. In the columns' own scale they are ordinary numbers.
TEST(StandardizeDoubles, ColumnsOfAnyScale) {
  for (const double scale : {1e-300, 1e-175, 1e-140, 1.0, 1e149, 1e200, 1e307}) {
    const std::vector<double> column = {1 * scale, 2 * scale, 3 * scale, 4 * scale};
    const io::Standardization got = io::measure(MatrixView<double>{column.data(), 4, 1});
    EXPECT_NEAR(got.means[0] / scale, 2.5, 1e-14) << scale;
    EXPECT_NEAR(got.deviations[0] / scale, std::sqrt(1.25), 1e-14) << scale;
    EXPECT_TRUE(got.constant.empty());
  }
}

// For a neuron without a bias: t = 2 x stays a line through the origin.
TEST(Standardize, AboutZeroNothingIsMoved) {
  const std::vector<double> values = {3, 4, 0, 3, 4, 0};  // two columns: 3, 0, 4 and 4, 3, 0
  const io::Standardization got = io::measure(MatrixView<double>{values.data(), 3, 2}, io::Center::zero);
  EXPECT_EQ(got.means, (std::vector<double>{0, 0}));
  for (const double deviation : got.deviations) EXPECT_NEAR(deviation, std::sqrt(25.0 / 3), 1e-15 * 8);
  // A constant that is not 0 takes the place of the bias.
  const std::vector<double> constant = {5, 5};
  EXPECT_EQ(io::measure(MatrixView<double>{constant.data(), 2, 1}, io::Center::zero).deviations[0], 5);
  const std::vector<double> zeros = {0, 0};
  EXPECT_EQ(io::measure(MatrixView<double>{zeros.data(), 2, 1}, io::Center::zero).deviations[0], 1);
}

// A difference, a quotient and the step to T: no more roundings.
template <class T>
class StandardizeTo : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(StandardizeTo, Types);

TYPED_TEST(StandardizeTo, ScalesEachValue) {
  using T = TypeParam;
  Random random(2);
  constexpr double unit_of_type = double(std::numeric_limits<T>::epsilon()) / 2;
  for (int round = 0; round < 1000; ++round) {
    const io::Standardization by{
        .means = {random.number<double>(), 0, random.number<double>()},
        .deviations = {std::abs(random.number<double>()), 1, std::abs(random.number<double>())}};
    const std::vector<double> before = values<double>(random, 3);
    std::vector<T> row(3);
    io::standardize<T>(before, by, row);
    EXPECT_EQ(row[1], static_cast<T>(before[1]));
    for (std::size_t c = 0; c < 3; ++c) {
      const Exact want = (Exact(before[c]) - Exact(by.means[c])) / Exact(by.deviations[c]);
      const double roundings = sizeof(T) == sizeof(float) ? unit_of_type + 2 * unit : 2 * unit;
      EXPECT_LE(distance(double(row[c]), want), 1.0001 * roundings * std::abs(double(want)));
    }
  }
}

// Seconds since 1970 are steps of 128 to a float; what is left above their mean is not.
TEST(StandardizeTo, AFloatKeepsWhatADoubleReads) {
  const std::vector<double> seconds = {1.6e9 + 1, 1.6e9 + 2, 1.6e9 + 3};
  const io::Standardization by = measure_column(seconds);
  std::vector<float> row(1);
  io::standardize<float>(std::span(seconds).subspan(1, 1), by, row);
  EXPECT_EQ(row[0], 0);
  io::standardize<float>(std::span(seconds).subspan(2, 1), by, row);
  EXPECT_NEAR(double(row[0]), std::sqrt(1.5), 1e-6);
}

TEST(StandardizeMean, StaysInRange) {
  EXPECT_EQ(io::mean<double>(std::vector<double>{1, 2, 6}), 3);
  EXPECT_EQ(io::mean<double>(std::vector<double>{1.7e308, 1.7e308}), 1.7e308);
  EXPECT_EQ(io::mean<double>(std::vector<double>{1.7e308, -1.7e308}), 0);
  EXPECT_EQ(io::mean<double>(std::vector<double>{5}), 5);
}

// Columns go to threads by eight: as many as fill some of these groups, or leave one nearly empty.
TEST(Standardize, ByThreadsHasTheBitsOfOne) {
  Workers workers(3);
  for (const std::size_t cols : {std::size_t{3}, std::size_t{16}, std::size_t{41}}) {
    constexpr std::size_t rows = 20'000;
    Random random(cols);
    std::vector<double> x(rows * cols);
    for (double& number : x) number = random.significand<double>();
    for (std::size_t r = 0; r < rows; ++r) x[r * cols + cols - 1] = 0.1;
    for (const io::Center center : {io::Center::mean, io::Center::zero}) {
      const auto one = io::measure({x.data(), rows, cols}, center);
      const auto several = io::measure({x.data(), rows, cols}, center, &workers);
      EXPECT_EQ(several.means, one.means);
      EXPECT_EQ(several.deviations, one.deviations);
      EXPECT_EQ(several.constant, one.constant);
      EXPECT_EQ(one.constant.size(), center == io::Center::mean ? 1U : 0U);
    }
  }
}

TEST(Standardize, ARangeTooLargeIsNotFinite) {
  EXPECT_FALSE(std::isfinite(measure_column({1.7e308, -1.7e308, 1.7e308}).deviations[0]));
}

// The same line, in other units: one rounding for a weight, two for its part of the bias, one for each sum.
TEST(InDataUnits, PredictsTheSame) {
  Random random(3);
  for (const std::size_t cols : {0U, 1U, 2U, 10U, 300U}) {
    io::LinearFunction standardized{values<double>(random, cols), random.number<double>()};
    io::Standardization by{.means = values<double>(random, cols), .deviations = values<double>(random, cols)};
    for (double& deviation : by.deviations) deviation = std::abs(deviation);
    const io::LinearFunction got = io::in_data_units(standardized, by);
    ASSERT_EQ(got.weights.size(), cols);
    for (int sample = 0; sample < 10; ++sample) {
      Exact want = Exact(standardized.bias), is = Exact(got.bias);
      double size = std::abs(standardized.bias);
      const std::vector<double> x = values<double>(random, cols);
      for (std::size_t c = 0; c < cols; ++c) {
        const double w = standardized.weights[c] / by.deviations[c];
        want += Exact(standardized.weights[c]) * (Exact(x[c]) - Exact(by.means[c])) / Exact(by.deviations[c]);
        is += Exact(got.weights[c]) * Exact(x[c]);
        size += std::abs(w) * (std::abs(x[c]) + std::abs(by.means[c]));
      }
      const Exact difference = is - want;
      const double bound = 1.01 * static_cast<double>(cols + 2) * unit * size;
      EXPECT_LE(double(difference < 0 ? -difference : difference), cols == 0 ? 0 : bound) << cols;
    }
  }
}

TEST(InDataUnits, OfOneFeature) {
  const io::LinearFunction got =
      io::in_data_units({{6}, 10}, {.means = {5}, .deviations = {2}, .target_mean = 100});
  EXPECT_EQ(got.weights, std::vector<double>{3});
  EXPECT_EQ(got.bias, 95);
}

}  // namespace
}  // namespace adaline::test
