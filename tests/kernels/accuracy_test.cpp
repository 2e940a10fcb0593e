// Kernels against mathematics, within the a-priori bound of rounding errors: n u sum|x y| for a sum of n
// products, never relative to the result, which may cancel. Higham, "Accuracy and Stability of Numerical
// Algorithms" (2002), chapter 3.
//
// What is exact is computed with 113 bits, which hold products of doubles exactly.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "goldens/cases/exact.hpp"
#include "goldens/cases/list.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "tests/support/trial.hpp"

namespace adaline::test {
namespace {

using cases::Exact;

Exact magnitude(Exact x) { return x < 0 ? -x : x; }

template <class T>
class Accuracy : public testing::Test {
 protected:
  static constexpr double unit = double(std::numeric_limits<T>::epsilon()) / 2;

  // Runs f(kernels) for each level.
  template <class F>
  static void for_levels(F f) {
    for (const kernels::Level* level : kernels::runnable_levels()) {
      SCOPED_TRACE(to_string(level->isa));
      kernels::Kernels<T> kernels(*level);
      f(kernels);
    }
  }

  template <class Value>
  static void expect_within(Value got, Exact want, Exact bound) {
    EXPECT_LE(double(magnitude(Exact(got) - want)), double(bound))
        << "got " << double(got) << ", exactly " << double(want);
  }
};
using Types = testing::Types<float, double>;
TYPED_TEST_SUITE(Accuracy, Types);

TYPED_TEST(Accuracy, SumsOverElements) {
  using T = TypeParam;
  for (const std::size_t n : {1U, 2U, 12U, 100U, 1000U, 20000U}) {
    Random random(n);
    const auto x = values<T>(random, n);
    const auto y = values<T>(random, n);
    Exact dot = 0, dot_size = 0, squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
      dot += Exact(x[i]) * Exact(y[i]);
      dot_size += magnitude(Exact(x[i]) * Exact(y[i]));
      squares += Exact(x[i]) * Exact(x[i]);
    }
    const Exact nu = Exact(n) * Exact(this->unit) * Exact(1.01);
    this->for_levels([&](auto& k) {
      this->expect_within(k.dot(x.data(), y.data(), n), dot, nu * dot_size);
      this->expect_within(k.sum_of_squares(x.data(), n), squares, nu * squares);
      auto z = y;
      k.axpy(x[0], x.data(), z.data(), n);
      for (std::size_t i = 0; i < n; ++i) {
        const Exact product = Exact(x[0]) * Exact(x[i]);
        this->expect_within(z[i], product + Exact(y[i]),
                            Exact(2.01) * Exact(this->unit) * (magnitude(product) + magnitude(Exact(y[i]))));
      }
    });
  }
}

// One chunk of products so large that its lanes would take no 1 any more, and then ones. Of a single chain they
// would all be lost, which is more than the bound of a tree.
TYPED_TEST(Accuracy, LongSumsDoNotStopGrowing) {
  using T = TypeParam;
  constexpr std::size_t chunk = kernels::chunk_elements<T>;
  constexpr std::size_t chunks = 64;
  const double large = std::ldexp(1.0, (std::numeric_limits<T>::digits - 5) / 2);
  std::vector<T> x(chunks * chunk, T(1));
  std::fill_n(x.begin(), chunk, static_cast<T>(large));
  const Exact sum = Exact(chunk) * Exact(large * large) + Exact((chunks - 1) * chunk);
  const auto bound = [&](std::size_t lanes) {
    const std::size_t roundings = chunk / lanes + 16;
    return Exact(roundings) * Exact(this->unit) * sum;
  };
  ASSERT_LT(double(bound(kernels::row_lanes<T>)), double((chunks - 1) * chunk)) << "the test could not fail";
  this->for_levels([&](auto& k) {
    this->expect_within(k.dot(x.data(), x.data(), x.size()), sum, bound(kernels::dot_lanes<T>));
    this->expect_within(k.sum_of_squares(x.data(), x.size()), sum, bound(kernels::square_lanes<T>));
    T z = 0;
    k.predict({x.data(), 1, x.size(), x.size()}, x.data(), T(0), &z);
    this->expect_within(z, sum, bound(kernels::row_lanes<T>));
    const std::size_t half = x.size() / 2;
    T rows[2] = {};
    k.predict({x.data(), 2, half, half}, x.data(), T(0), rows);
    this->expect_within(rows[0], sum - Exact(half), bound(kernels::row_lanes<T>));
  });
}

// Outputs, residuals and their sums exactly, with the bounds that the roundings add up to.
template <class T>
struct ExactGradient {
  std::vector<Exact> z, z_bound, descent, descent_bound;
  Exact bias_descent = 0, bias_bound = 0, loss = 0, loss_bound = 0;

  ExactGradient(const Arrays<T>& a, Shape s, double unit) : descent(s.cols), descent_bound(s.cols) {
    const Exact u = Exact(unit) * Exact(1.01);
    const Exact n = Exact(s.rows);
    for (std::size_t i = 0; i < s.rows; ++i) {
      const T* const x = a.features.data() + i * s.stride;
      Exact output = Exact(a.bias), size = magnitude(Exact(a.bias));
      for (std::size_t j = 0; j < s.cols; ++j) {
        output += Exact(x[j]) * Exact(a.weights[j]);
        size += magnitude(Exact(x[j]) * Exact(a.weights[j]));
      }
      const Exact e = Exact(a.targets[i]) - output;
      z.push_back(output);
      z_bound.push_back(Exact(s.cols + 1) * u * size);
      const Exact e_bound = Exact(s.cols + 2) * u * (size + magnitude(Exact(a.targets[i])));
      const Exact e_size = magnitude(e) + e_bound;
      for (std::size_t j = 0; j < s.cols; ++j) {
        descent[j] += e * Exact(x[j]);
        descent_bound[j] += magnitude(Exact(x[j])) * (e_bound + n * u * e_size);
      }
      bias_descent += e;
      bias_bound += e_bound + n * u * e_size;
      loss += e * e / 2;
      loss_bound += e_size * e_bound + n * Exact(0x1p-53) * e_size * e_size;
    }
  }
};

TYPED_TEST(Accuracy, SumsOverSamples) {
  using T = TypeParam;
  for (const Shape s : {Shape{12, 1, 1}, Shape{100, 3, 3}, Shape{50, 8, 8}, Shape{50, 9, 9}, Shape{3000, 5, 5},
                        Shape{2500, 40, 41}, Shape{30, 1000, 1000}}) {
    Arrays<T> a(s, Values::numbers, s.rows);
    const ExactGradient<T> exact(a, s, this->unit);
    this->for_levels([&](auto& k) {
      Operands<T> o = operands_in(a, s);
      k.predict(o.view(), o.weights, o.bias, o.rows_out);
      for (std::size_t i = 0; i < s.rows; ++i) {
        this->expect_within(o.rows_out[i], exact.z[i], exact.z_bound[i]);
      }
      const double loss =
          k.residual_gradient(o.view(), o.targets, o.weights, o.bias, o.cols_out, &o.scalar_out);
      this->expect_within(loss, exact.loss, exact.loss_bound);
      this->expect_within(o.scalar_out, exact.bias_descent, exact.bias_bound);
      for (std::size_t j = 0; j < s.cols; ++j) {
        this->expect_within(o.cols_out[j], exact.descent[j], exact.descent_bound[j]);
      }
      EXPECT_EQ(k.squared_loss(o.view(), o.targets, o.weights, o.bias), loss);
    });
  }
}

// With rate * |x|^2 <= 1 a step does not enlarge an error in the weights, so the errors of n steps add up. In a
// block an error takes the products of its row with those before it, which are no larger than 1 / rate,
// rounded.
TYPED_TEST(Accuracy, OnlineEpoch) {
  using T = TypeParam;
  for (const Shape s :
       {Shape{50, 1, 1}, Shape{2000, 1, 1}, Shape{200, 6, 6}, Shape{1500, 30, 32}, Shape{400, 60, 60},
        Shape{400, 120, 121}, Shape{300, 300, 300}, Shape{60, 1100, 1100}}) {
    Random random(s.cols);
    std::vector<T> x(s.rows * s.stride), t(s.rows);
    for (T& v : x) v = random.number<T>(1) / 2;  // |x| < 1
    for (T& v : t) v = random.number<T>(1);      // |t| < 2
    const T rate = T(1) / static_cast<T>(s.cols + 1);
    std::vector<Exact> w(s.cols);
    Exact b = 0;
    for (std::size_t i = 0; i < s.rows; ++i) {
      Exact e = Exact(t[i]) - b;
      for (std::size_t j = 0; j < s.cols; ++j) e -= Exact(x[i * s.stride + j]) * w[j];
      for (std::size_t j = 0; j < s.cols; ++j) w[j] += Exact(rate) * e * Exact(x[i * s.stride + j]);
      b += Exact(rate) * e;
    }
    Exact largest = 2 + magnitude(b);
    for (const Exact v : w) largest += magnitude(v);
    const std::size_t block = s.cols == 1 ? kernels::segment_rows : kernels::online_block_rows<T>(s.cols);
    const Exact bound = Exact(s.rows * (s.cols + 4 + block)) * Exact(this->unit) * 4 * largest;
    this->for_levels([&](auto& k) {
      std::vector<T> got(s.cols);
      T got_b = 0;
      kernels::LossSum<T> loss;
      k.online_epoch({x.data(), s.rows, s.cols, s.stride}, t.data(), got.data(), &got_b, rate, true, &loss,
                     nullptr);
      for (std::size_t j = 0; j < s.cols; ++j) this->expect_within(got[j], w[j], bound);
      this->expect_within(got_b, b, bound);
      EXPECT_EQ(loss.rows, s.rows);
    });
  }
}

}  // namespace
}  // namespace adaline::test
