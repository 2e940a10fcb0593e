// The public functions check sizes, say what is wrong, and leave values alone.
#include <adaline/kernels.hpp>
#include <adaline/neuron.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/expect_message.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

using Doubles = std::array<double, 6>;
constexpr Doubles six = {1, 2, 3, 4, 5, 6};
constexpr std::span<const double> three(six.data(), 3);
constexpr std::span<const double> two(six.data(), 2);
constexpr MatrixView<double> two_by_three{six.data(), 2, 3};

TEST(Checks, SizesThatDoNotMatch) {
  Doubles out{};
  double b = 0;
  expect_invalid([] { dot(three, two); }, "y has 2 elements, expected 3 (as many as x)");
  expect_invalid([&] { axpy(1.0, two, std::span(out)); }, "y has 6 elements, expected 2 (as many as x)");
  expect_invalid([&] { predict(two_by_three, two, 0.0, std::span(out).first(2)); },
                 "w has 2 elements, expected 3 (one for each column of X)");
  expect_invalid([&] { predict(two_by_three, three, 0.0, std::span(out)); },
                 "z has 6 elements, expected 2 (one for each row of X)");
  const Samples<double> wrong{two_by_three, three};
  expect_invalid([&] { squared_loss(wrong, three, 0.0); },
                 "targets has 3 elements, expected 2 (one for each row of the features)");
  const Samples<double> samples{two_by_three, two};
  expect_invalid([&] { squared_loss(samples, two, 0.0); },
                 "w has 2 elements, expected 3 (one for each column of the features)");
  expect_invalid([&] { residual_gradient(samples, three, 0.0, std::span(out), b); },
                 "descent has 6 elements, expected 3 (as many as w)");
  expect_invalid([&] { online_epoch(samples, std::span(out), b, 0.1, true); },
                 "w has 6 elements, expected 3 (one for each column of the features)");
  expect_invalid([&] { online_epoch(samples, std::span(out).first(3), b, 0.1, true, std::span(out).last(3)); },
                 "errors has 3 elements, expected 2 (one for each row, or none)");
  EXPECT_EQ(out, Doubles{});
}

TEST(Checks, ViewsThatCannotBe) {
  Doubles out{};
  const std::span<double> z = std::span(out).first(2);
  expect_invalid(
      [&] {
        predict({nullptr, 2, 3}, three, 0.0, z);
      },
      "X: data is null, with 2 rows and 3 columns");
  constexpr std::size_t huge = std::numeric_limits<std::size_t>::max() / 2;
  expect_invalid(
      [&] {
        squared_loss({{six.data(), 3, 3, huge}, three}, three, 0.0);
      },
      "features: 3 rows of 3 columns with row_stride 9223372036854775807 are too large to address");
  expect_invalid(
      [&] {
        predict({six.data(), 2, huge, 0}, {six.data(), huge}, 0.0, z);
      },
      "X: 2 rows of 9223372036854775807 columns with row_stride 0 are too large to address");
}

TEST(Checks, NothingSumsToZero) {
  double b = 7;
  const std::span<const double> none;
  EXPECT_EQ(dot(none, none), 0.0);
  EXPECT_FALSE(std::signbit(dot(none, none)));
  EXPECT_EQ(sum_of_squares(none), 0.0);
  Doubles descent = six;
  EXPECT_EQ(residual_gradient({{nullptr, 0, 3}, none}, three, 0.0, std::span(descent).first(3), b), 0.0);
  EXPECT_EQ(b, 0.0);
  EXPECT_EQ(descent[2], 0.0);
  EXPECT_EQ(descent[3], 4.0);
  // No features: the bias alone.
  Doubles z{};
  predict({nullptr, 2, 0}, none, 5.0, std::span(z).first(2));
  EXPECT_EQ(z[1], 5.0);
  EXPECT_EQ(squared_loss({{nullptr, 2, 0}, two}, none, 0.0), 0.5 * (1 + 4));
}

TEST(Checks, InputsMayBeTheSameArrayWhereItSaysSo) {
  Doubles y = six;
  axpy(2.0, std::span<const double>(y), std::span(y));
  for (std::size_t i = 0; i < six.size(); ++i) EXPECT_EQ(y[i], 3 * six[i]);
  EXPECT_EQ(dot(std::span(six), std::span(six)), sum_of_squares(std::span(six)));
}

// What kernels.hpp says of sums in float: where a lane is 2^24 times what comes, nothing is added.
TEST(Checks, FloatSumsEnd) {
  std::vector<float> x(64 + 64 * 5, 1.0F);
  std::fill_n(x.begin(), 64, 4096.0F);
  const std::span<const float> all(x);
  EXPECT_EQ(dot(all, all), 1073741824.0F);  // 2^30
  std::vector<float> y(128 + 128 * 5, 1.0F);
  std::fill_n(y.begin(), 128, 4096.0F);
  EXPECT_EQ(sum_of_squares(std::span<const float>(y)), 2147483648.0F);  // 2^31
  std::vector<float> z(16 + 16 * 5, 1.0F), w = z;
  std::fill_n(z.begin(), 16, 4096.0F);
  EXPECT_EQ(Neuron<float>(z).predict(z), 268435456.0F);  // 2^28
  const std::vector<double> wide(x.begin(), x.end());
  EXPECT_EQ(dot(std::span(wide), std::span(wide)), 1073741824.0 + 320);
}

// sum_of_squares has other lanes than dot: they agree where all elements have a lane of their own in dot.
template <class T>
void compare_sums_of_squares() {
  Random random(1);
  std::size_t others = 0;
  for (std::size_t n = 0; n < 1000; ++n) {
    const std::vector<T> x = values<T>(random, n);
    const std::span<const T> all(x);
    const T product = dot(all, all), sum = sum_of_squares(all);
    if (n <= 256 / sizeof(T)) {
      EXPECT_EQ(sum, product) << n;
    }
    others += sum != product;
    EXPECT_NEAR(double(sum), double(product), 1e-6 * double(product));
  }
  EXPECT_GT(others, 0U);
}

TEST(Checks, SumsOfSquaresAgreeWithDotUpTo256Bytes) {
  compare_sums_of_squares<float>();
  compare_sums_of_squares<double>();
}

TEST(Checks, ValuesPropagate) {
  const double infinity = std::numeric_limits<double>::infinity();
  const double x[2] = {infinity, 1};
  const double y[2] = {0, 1};
  EXPECT_TRUE(std::isnan(dot(std::span(x), std::span(y))));
  EXPECT_EQ(sum_of_squares(std::span(x)), infinity);
}

TEST(NeuronChecks, Sizes) {
  expect_invalid([] { Neuron<float> neuron(0); }, "features: 0, a neuron has at least one");
  expect_invalid([] { Neuron<float> neuron(std::span<const float>{}); },
                 "weights: 0, a neuron has at least one");
  expect_invalid([] { Neuron<double> neuron(static_cast<std::size_t>(-1)); },
                 "features: 18446744073709551615 (-1 as a std::size_t), more than memory can hold");
  expect_invalid([] { Neuron<double> neuron(std::size_t(1) << 60); },
                 "features: 1152921504606846976, more than memory can hold");
  Neuron<double> neuron(3);
  double z[2];
  expect_invalid([&] { neuron.predict(two); }, "x has 2 elements, expected 3 (one for each weight)");
  expect_invalid([&] { neuron.learn(two, 1.0, 0.1); }, "x has 2 elements, expected 3 (one for each weight)");
  expect_invalid([&] { neuron.predict(two_by_three, std::span(z).first(1)); },
                 "z has 1 elements, expected 2 (one for each row of X)");
  expect_invalid(
      [&] {
        neuron.predict({six.data(), 2, 2}, std::span(z));
      },
      "X.cols has 2 elements, expected 3 (one for each weight)");
}

}  // namespace
}  // namespace adaline::test
