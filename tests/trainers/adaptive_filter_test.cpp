// An adaptive filter is the textbook's LMS in each of its variants, and survives what a signal may hold.
#include <gtest/gtest.h>

#include <adaline/adaptive_filter.hpp>
#include <adaline/kernels.hpp>

#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "tests/support/expect_message.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {
namespace {

template <class T>
class AdaptiveFilters : public testing::Test {};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(AdaptiveFilters, Types);

template <class T>
constexpr T infinity = std::numeric_limits<T>::infinity();
template <class T>
constexpr T nan = std::numeric_limits<T>::quiet_NaN();

template <class T>
std::vector<T> noise(std::size_t n, std::uint64_t seed) {
  Random random(seed);
  std::vector<T> x;
  while (x.size() < n) x.push_back(random.number<T>(2));
  return x;
}

// What the input becomes by an FIR filter h, h[0] being that of the newest sample.
template <class T>
std::vector<T> filtered(const std::vector<T>& input, const std::vector<T>& h) {
  std::vector<T> out(input.size());
  for (std::size_t i = 0; i < input.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j < h.size() && j <= i; ++j) sum += double(h[j]) * double(input[i - j]);
    out[i] = T(sum);
  }
  return out;
}

using Real = long double;

// LMS as the books have it, sample by sample.
template <class T>
class TextbookFilter {
 public:
  TextbookFilter(std::size_t taps, const FilterOptions<T>& options) : options_(options), x_(taps), w_(taps) {}

  Real error(T input, T desired) {
    for (std::size_t j = x_.size() - 1; j > 0; --j) x_[j] = x_[j - 1];
    x_[0] = Real(input);
    Real z = 0;
    Real power = Real(options_.epsilon);
    for (std::size_t j = 0; j < x_.size(); ++j) {
      z += w_[j] * x_[j];
      power += x_[j] * direction(j);
    }
    const Real e = Real(desired) - z;
    const Real rate = Real(options_.rate) / (options_.normalised ? power : 1);
    const Real step = rate * (options_.sign_error ? sign(e) : e);
    for (std::size_t j = 0; j < x_.size(); ++j)
      w_[j] = (1 - Real(options_.leakage)) * w_[j] + step * direction(j);
    return e;
  }

 private:
  static Real sign(Real v) { return v > 0 ? 1 : v < 0 ? -1 : 0; }
  Real direction(std::size_t j) const { return options_.sign_data ? sign(x_[j]) : x_[j]; }

  FilterOptions<T> options_;
  std::vector<Real> x_, w_;
};

TYPED_TEST(AdaptiveFilters, AreTheTextbooksInEachVariant) {
  using T = TypeParam;
  const double unit = double(std::numeric_limits<T>::epsilon());
  for (const std::size_t taps : {1U, 7U, 40U, 130U}) {
    const auto input = noise<T>(400, taps), desired = noise<T>(400, taps + 1);
    for (int variant = 0; variant < (taps > 100 ? 2 : 16); ++variant) {
      const bool normalised = variant % 2 == 1;
      const FilterOptions<T> options{.rate = normalised ? T(0.3) : T(0.05) / T(taps),
                                     .normalised = normalised,
                                     .leakage = variant & 2 ? T(0.01) : T(0),
                                     .sign_error = (variant & 4) != 0,
                                     .sign_data = (variant & 8) != 0};
      TextbookFilter<T> textbook(taps, options);
      AdaptiveFilter<T> filter(taps, options);
      std::vector<T> error(input.size());
      filter.process(input, desired, {}, error);
      double largest = 0;
      for (std::size_t i = 0; i < input.size(); ++i) {
        largest = std::max(largest, double(std::abs(textbook.error(input[i], desired[i]) - Real(error[i]))));
      }
      // A sign that rounding turns is a step of its own.
      if (!options.sign_error) {
        EXPECT_LT(largest, 100 * unit * std::sqrt(double(taps))) << taps << " " << variant;
      }
      EXPECT_EQ(filter.faults(), FilterFaults{});
    }
  }
}

TYPED_TEST(AdaptiveFilters, FindTheImpulseResponse) {
  using T = TypeParam;
  const auto h = noise<T>(50, 1), input = noise<T>(4000, 2);
  AdaptiveFilter<T> filter(50);
  std::vector<T> output(4000), error(4000);
  const auto desired = filtered(input, h);
  filter.process(input, desired, output, error);
  const double close = 300 * double(std::numeric_limits<T>::epsilon());
  for (std::size_t j = 0; j < 50; ++j) EXPECT_NEAR(double(filter.weights()[j]), double(h[j]), close) << j;
  EXPECT_NEAR(double(error.back()), 0, close);
  EXPECT_NEAR(double(output.back()), double(desired.back()), close);
}

// The rows of the delay line as a matrix, the newest sample last: the same filter, with its weights reversed.
TYPED_TEST(AdaptiveFilters, AgreeWithOnlineLearningOfATappedDelayLine) {
  using T = TypeParam;
  constexpr std::size_t taps = 20, n = 500;
  const auto input = noise<T>(n, 3), desired = noise<T>(n, 4);
  std::vector<T> signal(taps - 1);  // the silence before
  signal.insert(signal.end(), input.begin(), input.end());
  const T rate = T(0.02);
  std::vector<T> w(taps), errors(n), error(n);
  T bias = 0;
  online_epoch({{signal.data(), n, taps, 1}, desired}, std::span(w), bias, rate, false, std::span(errors));
  AdaptiveFilter<T> filter(taps, {.rate = rate, .normalised = false});
  filter.process(input, desired, {}, error);
  const double close = 100 * double(std::numeric_limits<T>::epsilon());
  for (std::size_t i = 0; i < n; ++i) EXPECT_NEAR(double(error[i]), double(errors[i]), close);
  for (std::size_t j = 0; j < taps; ++j)
    EXPECT_NEAR(double(filter.weights()[j]), double(w[taps - 1 - j]), close);
}

TYPED_TEST(AdaptiveFilters, ShowTheWeightsAfterEachSample) {
  using T = TypeParam;
  AdaptiveFilter<T> filter(2, {.rate = T(0.5), .normalised = false});
  const auto sample = filter.process(T(1), T(2));
  EXPECT_EQ(sample.output, T(0));
  EXPECT_EQ(sample.error, T(2));
  EXPECT_EQ(filter.weights()[0], T(1));
  EXPECT_EQ(filter.process(T(2), T(4)).error, T(2));  // z = 2 * 1
  EXPECT_EQ(filter.weights()[0], T(3));
  EXPECT_EQ(filter.weights()[1], T(1));  // 0 + 0.5 * 2 * 1
}

TYPED_TEST(AdaptiveFilters, WorkInPlace) {
  using T = TypeParam;
  const auto input = noise<T>(300, 5), desired = noise<T>(300, 6);
  AdaptiveFilter<T> filter(30), in_place(30);
  std::vector<T> output(300), error(300);
  filter.process(input, desired, output, error);
  auto left = input, right = desired;
  in_place.process(left, right, left, right);
  EXPECT_EQ(left, output);
  EXPECT_EQ(right, error);
}

TYPED_TEST(AdaptiveFilters, FrozenOnesFilterAndGoOn) {
  using T = TypeParam;
  const auto input = noise<T>(400, 7), desired = noise<T>(400, 8);
  const std::span<const T> x(input), t(desired);
  AdaptiveFilter<T> filter(24, {.leakage = T(0.01)});
  std::vector<T> output(400), error(400);
  filter.process(x.first(101), t.first(101), {}, {});
  const std::vector<T> weights(filter.weights().begin(), filter.weights().end());
  filter.freeze();
  EXPECT_TRUE(filter.is_frozen());
  filter.process(x.subspan(101, 150), {}, std::span(output).subspan(101, 150), {});  // nothing desired
  EXPECT_TRUE(std::ranges::equal(filter.weights(), weights));
  const std::vector<T> expected = filtered(input, weights);
  for (std::size_t i = 101; i < 251; ++i) {
    EXPECT_NEAR(double(output[i]), double(expected[i]), 50 * double(std::numeric_limits<T>::epsilon()));
  }
  filter.process(x.subspan(251, 1), t.subspan(251, 1), {}, std::span(error).first(1));
  EXPECT_TRUE(std::ranges::equal(filter.weights(), weights));
  filter.freeze(false);
  // Its delay line went on: it learns from the right windows.
  AdaptiveFilter<T> other(24, {.leakage = T(0.01)});
  other.freeze();
  other.process(x.first(252), {}, {}, {});
  other.set_weights(weights);
  other.freeze(false);
  std::vector<T> errors(148), other_errors(148);
  filter.process(x.last(148), t.last(148), {}, errors);
  other.process(x.last(148), t.last(148), {}, other_errors);
  const double close = 100 * double(std::numeric_limits<T>::epsilon());
  for (std::size_t i = 0; i < 148; ++i) EXPECT_NEAR(double(errors[i]), double(other_errors[i]), close);
  EXPECT_NE(filter.weights()[0], weights[0]);
}

TYPED_TEST(AdaptiveFilters, TakeAnotherRate) {
  using T = TypeParam;
  AdaptiveFilter<T> filter(1, {.rate = T(0.5), .normalised = false});
  filter.process(T(1), T(2));
  filter.set_rate(T(0.25));
  EXPECT_EQ(filter.options().rate, T(0.25));
  EXPECT_EQ(filter.process(T(1), T(5)).error, T(4));
  EXPECT_EQ(filter.weights()[0], T(2));
}

TYPED_TEST(AdaptiveFilters, AreValues) {
  using T = TypeParam;
  const auto input = noise<T>(200, 9), desired = noise<T>(200, 10);
  const std::span<const T> x(input), t(desired);
  for (const std::size_t first : {64U, 77U}) {  // at a block's end, and with steps pending
    AdaptiveFilter<T> filter(10, {.sign_data = true});
    filter.process(x.first(first), t.first(first), {}, {});
    AdaptiveFilter<T> copy = filter, assigned(3);
    assigned = filter;
    std::vector<T> expected(100), error(100);
    filter.process(x.last(100), t.last(100), {}, expected);
    copy.process(x.last(100), t.last(100), {}, error);
    EXPECT_EQ(error, expected);
    assigned.process(x.last(100), t.last(100), {}, error);
    EXPECT_EQ(error, expected);
    AdaptiveFilter<T> moved = std::move(copy);
    EXPECT_TRUE(std::ranges::equal(moved.weights(), filter.weights()));
    expect_invalid([&] { (void)copy.weights(); }, "filter: it was moved from");
    copy = moved;
    EXPECT_TRUE(std::ranges::equal(copy.weights(), filter.weights()));
  }
}

TYPED_TEST(AdaptiveFilters, BeginAgain) {
  using T = TypeParam;
  const auto input = noise<T>(100, 11), desired = noise<T>(100, 12);
  AdaptiveFilter<T> filter(12);
  std::vector<T> first(100), again(100);
  filter.process(input, desired, {}, first);
  filter.process(T(1), nan<T>);
  filter.freeze();
  filter.reset();
  EXPECT_FALSE(filter.is_frozen());
  EXPECT_EQ(filter.faults(), FilterFaults{});
  for (const T w : filter.weights()) EXPECT_EQ(w, T(0));
  filter.process(input, desired, {}, again);
  EXPECT_EQ(again, first);
}

// What is not finite is left out, and leaves nothing behind.
TYPED_TEST(AdaptiveFilters, SurviveValuesThatAreNotFinite) {
  using T = TypeParam;
  auto input = noise<T>(300, 13), desired = noise<T>(300, 14);
  auto clean_input = input;
  AdaptiveFilter<T> filter(20), clean(20);
  input[50] = nan<T>;
  input[51] = -infinity<T>;
  clean_input[50] = clean_input[51] = 0;
  std::vector<T> output(300), error(300), clean_error(300);
  filter.process(input, desired, output, error);
  clean.process(clean_input, desired, {}, clean_error);
  EXPECT_EQ(error, clean_error);
  EXPECT_EQ(filter.faults(), (FilterFaults{.inputs_replaced = 2}));

  AdaptiveFilter<T> other(20);
  desired[100] = infinity<T>;
  desired[101] = nan<T>;
  other.process(clean_input, desired, output, error);
  EXPECT_EQ(other.faults(), (FilterFaults{.samples_not_learned = 2}));
  EXPECT_EQ(error[100], infinity<T>);
  EXPECT_TRUE(std::isnan(error[101]));
  for (std::size_t i = 0; i < 300; ++i) {
    EXPECT_TRUE(std::isfinite(output[i]));
    EXPECT_TRUE(std::isfinite(error[i]) || i == 100 || i == 101);
  }
}

TYPED_TEST(AdaptiveFilters, BeginFromZeroWhenTheyDiverge) {
  using T = TypeParam;
  const auto input = noise<T>(5000, 15), desired = noise<T>(5000, 16);
  AdaptiveFilter<T> filter(30, {.rate = T(3), .normalised = false});
  std::vector<T> output(5000), error(5000);
  filter.process(input, desired, output, error);
  EXPECT_GT(filter.faults().restarts, 0U);
  for (std::size_t i = 0; i < 5000; ++i) ASSERT_TRUE(std::isfinite(output[i]) && std::isfinite(error[i])) << i;
}

// A single sample that is as large as its square allows leaves nothing in the lag products when it has left the
// window.
// Of the second one the power overflows.
TYPED_TEST(AdaptiveFilters, ForgetALoudSample) {
  using T = TypeParam;
  const bool is_float = sizeof(T) == sizeof(float);
  for (const T loud : {T(is_float ? 1e18 : 1e150), T(is_float ? 1e30 : 1e250)}) {
    for (const std::size_t taps : {5U, 64U, 100U}) {
      const std::size_t n = 2000 + 100 * taps;
      auto input = noise<T>(n, taps);
      input[1000] = loud;
      const auto desired = filtered(input, noise<T>(taps, 17));
      AdaptiveFilter<T> filter(taps);
      std::vector<T> error(n);
      filter.process(input, desired, {}, error);
      EXPECT_EQ(filter.faults(), FilterFaults{}) << taps;
      EXPECT_NEAR(double(error.back()), 0, 1000 * double(std::numeric_limits<T>::epsilon())) << taps;
    }
  }
}

TYPED_TEST(AdaptiveFilters, SayWhatIsWrong) {
  using T = TypeParam;
  using Options = FilterOptions<T>;
  const auto refuses = [](std::size_t taps, const Options& options, const char* message) {
    expect_invalid([&] { AdaptiveFilter<T> filter(taps, options); }, message);
  };
  refuses(0, {}, "taps: 0, a filter has at least one");
  refuses(SIZE_MAX, {}, "taps: 18446744073709551615, more than memory can hold");
  refuses(4, {.rate = 0}, "rate: 0.000000, must be finite and more than 0");
  refuses(4, {.rate = nan<T>}, "rate: nan, must be finite and more than 0");
  refuses(4, {.rate = 2}, "rate: 2.000000, a normalised filter diverges from 2 on");
  refuses(4, {.epsilon = 0}, "epsilon: 0.000000, must be finite and more than 0");
  refuses(4, {.leakage = 1}, "leakage: 1.000000, must be at least 0 and less than 1");
  refuses(4, {.leakage = nan<T>}, "leakage: nan, must be at least 0 and less than 1");
  AdaptiveFilter<T> filter(4);
  T three[3] = {1, 2, 3}, two[2] = {};
  expect_invalid([&] { filter.process(three, two, {}, {}); },
                 "desired has 2 elements, expected 3 (as many as input)");
  expect_invalid([&] { filter.process(three, {}, {}, {}); },
                 "desired has 0 elements, expected 3 (as many as input)");
  expect_invalid([&] { filter.process(three, three, two, {}); },
                 "output has 2 elements, expected 3 (as many as input, or none)");
  expect_invalid([&] { filter.process(three, three, {}, two); },
                 "error has 2 elements, expected 3 (as many as input, or none)");
  expect_invalid([&] { filter.set_weights(three); }, "weights has 3 elements, expected 4 (one for each tap)");
  const T bad[4] = {1, 2, nan<T>, 4};
  expect_invalid([&] { filter.set_weights(bad); }, "weights: element 2 is nan, must be finite");
  expect_invalid([&] { filter.set_rate(T(-1)); }, "rate: -1.000000, must be finite and more than 0");
  filter.freeze();
  expect_invalid([&] { filter.process(three, {}, {}, three); },
                 "desired has 0 elements, expected 3 (as many as error)");
}

}  // namespace
}  // namespace adaline::test
