// Samples with their moments, and what least squares of them is in 113 bits.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "goldens/cases/exact.hpp"
#include "least_squares/solve.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {

using cases::Exact;

struct Problem {
  std::size_t features = 0;
  std::vector<double> rows;     // features + 1 numbers for each sample: the last one is the target
  std::vector<double> weights;  // of samples; none: 1 each

  std::size_t samples() const { return rows.size() / (features + 1); }
  const double* row(std::size_t i) const { return rows.data() + i * (features + 1); }
  double weight(std::size_t i) const { return weights.empty() ? 1 : weights[i]; }
  void add(const std::vector<double>& row) { rows.insert(rows.end(), row.begin(), row.end()); }
};

// In two passes, in long double.
class Moments {
 public:
  explicit Moments(const Problem& p) : features_(p.features) {
    const std::size_t r = p.features + 1;
    std::vector<long double> mean(r), product(r * (r + 1) / 2);
    long double weight = 0;
    for (std::size_t i = 0; i < p.samples(); ++i) {
      const auto s = static_cast<long double>(p.weight(i));
      weight += s;
      samples_ += s != 0 ? 1 : 0;
      for (std::size_t j = 0; j < r; ++j) mean[j] += s * static_cast<long double>(p.row(i)[j]);
    }
    for (long double& m : mean) m /= weight;
    for (std::size_t i = 0; i < p.samples(); ++i) {
      const auto s = static_cast<long double>(p.weight(i));
      std::size_t e = 0;
      for (std::size_t j = 0; j < r; ++j) {
        const long double y = s * (static_cast<long double>(p.row(i)[j]) - mean[j]);
        for (std::size_t k = 0; k <= j; ++k)
          product[e++] += y * (static_cast<long double>(p.row(i)[k]) - mean[k]);
      }
    }
    weight_ = static_cast<double>(weight);
    for (const long double m : mean) means.push_back(static_cast<double>(m));
    for (const long double q : product) products.push_back(static_cast<double>(q));
  }

  least_squares::CentredMoments view() const {
    return {features_, samples_, weight_, means.data(), products.data()};
  }

  std::vector<double> means, products;

 private:
  std::size_t features_;
  double samples_ = 0, weight_ = 0;
};

inline LeastSquares solve(const Problem& p, double ridge = 0, bool learn_bias = true) {
  return least_squares::solve(Moments(p).view(), ridge, learn_bias);
}

// By Gauss-Jordan elimination with pivots; the bias is the weight behind the others.
struct Reference {
  std::vector<double> weights;
  double residual = 0;                       // sum of s e^2
  std::vector<std::vector<double>> inverse;  // of the normal matrix

  Reference(const Problem& p, double ridge, bool learn_bias) {
    const std::size_t d = p.features, n = d + (learn_bias ? 1 : 0);
    std::vector<std::vector<Exact>> a(n, std::vector<Exact>(2 * n + 1));
    std::vector<Exact> x(d + 1, Exact(1));
    for (std::size_t i = 0; i < p.samples(); ++i) {
      for (std::size_t j = 0; j < d; ++j) x[j] = Exact(p.row(i)[j]);
      for (std::size_t j = 0; j < n; ++j) {
        const Exact y = x[j] * Exact(p.weight(i));
        for (std::size_t k = 0; k < n; ++k) a[j][k] += y * x[k];
        a[j][2 * n] += y * Exact(p.row(i)[d]);
      }
    }
    for (std::size_t j = 0; j < n; ++j) {
      if (j < d) a[j][j] += Exact(ridge);
      a[j][n + j] = 1;
    }
    const auto size = [](Exact v) { return v < 0 ? -v : v; };
    for (std::size_t k = 0; k < n; ++k) {
      std::size_t pivot = k;
      for (std::size_t r = k; r < n; ++r) pivot = size(a[r][k]) > size(a[pivot][k]) ? r : pivot;
      std::swap(a[k], a[pivot]);
      for (std::size_t r = 0; r < n; ++r) {
        if (r == k) continue;
        const Exact factor = a[r][k] / a[k][k];
        for (std::size_t c = k; c <= 2 * n; ++c) a[r][c] -= factor * a[k][c];
      }
    }
    inverse.resize(n);
    std::vector<Exact> w;
    for (std::size_t j = 0; j < n; ++j) {
      w.push_back(a[j][2 * n] / a[j][j]);
      weights.push_back(static_cast<double>(w[j]));
      for (std::size_t k = 0; k < n; ++k) inverse[j].push_back(static_cast<double>(a[j][n + k] / a[j][j]));
    }
    Exact sum = 0;
    for (std::size_t i = 0; i < p.samples(); ++i) {
      Exact e = Exact(p.row(i)[d]) - (learn_bias ? w[d] : Exact(0));
      for (std::size_t j = 0; j < d; ++j) e -= w[j] * Exact(p.row(i)[j]);
      sum += Exact(p.weight(i)) * e * e;
    }
    residual = static_cast<double>(sum);
  }
};

// The noise of features is 1 / closeness times what they have in common, which is about how far their condition
// number goes.
inline Problem random_problem(std::size_t n, std::size_t d, double closeness, std::uint64_t seed,
                              bool weighted = false) {
  Random random(seed);
  const auto number = [&] { return random.significand<double>() + random.significand<double>() - 3; };
  Problem p;
  p.features = d;
  std::vector<double> w(d);
  for (double& value : w) value = number();
  for (std::size_t i = 0; i < n; ++i) {
    const double common = number();
    double target = 3 + number();
    for (std::size_t j = 0; j < d; ++j) {
      const double x = (closeness > 1 ? common : 0) + number() / closeness;
      target += x * w[j];
      p.rows.push_back(std::ldexp(x + static_cast<double>(j % 3), static_cast<int>(j % 5) * 7 - 14));
    }
    p.rows.push_back(target);
    if (weighted) p.weights.push_back(i % 7 == 0 ? 0 : random.significand<double>());
  }
  return p;
}

}  // namespace adaline::test
