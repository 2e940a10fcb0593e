#include "bench/accuracy/least_squares_exact.hpp"

#include <cmath>

namespace adaline::bench {
namespace {

using Column = std::vector<Exact>;

Exact product(const Column& a, const Column& b) {
  Exact sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
  return sum;
}

Exact subtract_mean(Column& column) {
  Exact sum = 0;
  for (const Exact value : column) sum += value;
  const Exact mean = sum / Exact(column.size());
  for (Exact& value : column) value -= mean;
  return mean;
}

// The columns, and y as the last one, become orthogonal; X = Q R, with ones on the diagonal of R.
std::vector<Column> orthogonalise(std::vector<Column>& columns) {
  const std::size_t n = columns.size();
  std::vector<Column> r(n, Column(n));
  for (std::size_t k = 0; k < n; ++k) {
    r[k][k] = 1;
    const Exact length = product(columns[k], columns[k]);
    for (std::size_t j = k + 1; j < n; ++j) {
      r[k][j] = product(columns[k], columns[j]) / length;
      for (std::size_t i = 0; i < columns[k].size(); ++i) columns[j][i] -= r[k][j] * columns[k][i];
    }
  }
  return r;
}

// R' z = b.
Column solve_transposed(const std::vector<Column>& r, Column b) {
  for (std::size_t k = 0; k < b.size(); ++k) {
    for (std::size_t j = k + 1; j < b.size(); ++j) b[j] -= r[k][j] * b[k];
  }
  return b;
}

}  // namespace

Reference solve_exactly(const LeastSquaresProblem& problem) {
  const std::size_t rows = problem.y.size();
  const std::size_t d = problem.cols;
  std::vector<Column> columns(d + 1);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < d; ++j) columns[j].push_back(Exact(problem.x[i * d + j]));
    columns[d].push_back(Exact(problem.y[i]));
  }
  const Exact squares_of_y = product(columns[d], columns[d]);
  Column means(d + 1);
  if (problem.learn_bias) {
    for (std::size_t j = 0; j <= d; ++j) means[j] = subtract_mean(columns[j]);
  }
  const std::vector<Column> r = orthogonalise(columns);

  Column w(d);
  for (std::size_t j = d; j-- > 0;) {
    w[j] = r[j][d];
    for (std::size_t k = j + 1; k < d; ++k) w[j] -= r[j][k] * w[k];
  }
  Exact squares = product(columns[d], columns[d]);
  if (squares < Exact(1e-56) * squares_of_y) squares = 0;  // rounding: y is in the space of the columns
  const Exact variance = squares / Exact(rows - d - (problem.learn_bias ? 1 : 0));

  // Of b'w, as a share of the variance of the residuals.
  const auto share_of = [&](const Column& b) {
    const Column z = solve_transposed(r, b);
    Exact share = 0;
    for (std::size_t k = 0; k < d; ++k) share += z[k] * z[k] / product(columns[k], columns[k]);
    return share;
  };
  Reference found;
  const auto add = [&](Exact coefficient, Exact share) {
    found.coefficients.push_back(coefficient);
    found.standard_errors.push_back(Exact(std::sqrt(static_cast<double>(variance * share))));
  };
  if (problem.learn_bias) {
    Exact bias = means[d];
    for (std::size_t j = 0; j < d; ++j) bias -= w[j] * means[j];
    add(bias, 1 / Exact(rows) + share_of({means.begin(), means.end() - 1}));
  }
  for (std::size_t j = 0; j < d; ++j) {
    Column unit(d);
    unit[j] = 1;
    add(w[j], share_of(unit));
  }
  return found;
}

}  // namespace adaline::bench
