#include "goldens/least_squares_outcomes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "goldens/cases/values.hpp"
#include "goldens/hash.hpp"
#include "least_squares/solve.hpp"

namespace adaline::goldens {
namespace {

struct Shape {
  std::size_t features;
  double ridge = 0;
  bool learn_bias = true;
  double closeness = 1;        // of columns to each other: about their condition number
  bool has_duplicate = false;  // the last column is the one before it
};

// Moments of numbers of which all but a share of 1 / closeness^2 is common to the features.
LeastSquares solution_of(const Shape& shape) {
  const std::size_t d = shape.features;
  cases::Random random(d);
  std::vector<double> means, products;
  const double own = 1 / (shape.closeness * shape.closeness);
  for (std::size_t j = 0; j <= d; ++j) {
    means.push_back(random.number<double>());
    for (std::size_t k = 0; k <= j; ++k) {
      const double noise = (random.significand<double>() - 1.5) / static_cast<double>(d + 1);
      products.push_back(k == j && j < d ? 1 : (1 - own) + own * noise);
    }
  }
  products.back() = 2;
  if (shape.has_duplicate) {
    double* const last = products.data() + (d - 1) * d / 2;
    std::copy_n(last - (d - 1), d - 1, last);
    last[d - 1] = last[d - 2];
    double* const target = last + d;
    target[d - 1] = target[d - 2];
  }
  return least_squares::solve({d, 50.0 + static_cast<double>(d), 99.5, means.data(), products.data()},
                              shape.ridge, shape.learn_bias);
}

// All that a solution says.
std::uint64_t hash_of(const LeastSquares& s) {
  const std::size_t d = s.weights().size();
  Hash hash;
  hash.add(s.weights().data(), d);
  hash.add(s.standard_errors().data(), d);
  for (const double value :
       {s.bias(), s.condition(), s.relative_error(), s.residual_sum_of_squares(), s.total_sum_of_squares(),
        s.degrees_of_freedom(), s.residual_variance(), s.r2(), s.adjusted_r2(), s.bias_standard_error()}) {
    hash.add(value);
  }
  for (std::size_t j = 0; j <= d; ++j) {
    for (std::size_t k = 0; k <= j; ++k) hash.add(s.covariance(j, k));
  }
  hash.add(std::uint64_t{s.rank()});
  std::vector<double> coefficients(d);
  for (const std::size_t column : s.dependent_columns()) {
    double constant = 0;
    s.dependency(column, coefficients, constant);
    hash.add(std::uint64_t{column});
    hash.add(coefficients.data(), d);
    hash.add(constant);
  }
  return hash.value();
}

}  // namespace

void add_least_squares_outcomes(std::vector<Outcome>& outcomes) {
  const auto add = [&](const std::string& name, const Shape& shape) {
    outcomes.push_back({"least_squares " + name + " features " + std::to_string(shape.features),
                        as_text(hash_of(solution_of(shape)))});
  };
  // Around the lanes of a row, a block of rows and a panel of columns.
  for (const std::size_t d : {1U, 2U, 8U, 9U, 32U, 33U, 140U}) add("plain", {d});
  for (const std::size_t d : {9U, 140U}) {
    add("ridge", {.features = d, .ridge = 0.3});
    add("no bias", {.features = d, .learn_bias = false});
    add("close columns", {.features = d, .closeness = 1e4});
    add("dependent columns", {.features = d, .has_duplicate = true});
  }
}

}  // namespace adaline::goldens
