#include "least_squares/cholesky.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "kernels/drivers/kernels.hpp"
#include "least_squares/block.hpp"

namespace adaline::least_squares {

double rounding_of_products(std::size_t features) {
  constexpr double u = 0x1p-53;
  return 32 * u * std::sqrt(static_cast<double>(features) + 1);
}

Cholesky::Cholesky(Matrix<double> a)
    : l_(std::move(a)), squares_(l_.rows()), inverse_pivots_(columns()), c_(columns()) {
  const auto kernels = kernels::active_kernels<double>();
  for (std::size_t j = 0; j < l_.rows(); ++j) squares_[j] = l_(j, j);
  for (std::size_t first = 0; first < l_.rows(); first += group_rows) {
    const Range group{first, std::min(first + group_rows, l_.rows())};
    for (std::size_t panel = 0; panel < group.end; panel += panel_columns) {
      const Range columns{panel, std::min(panel + panel_columns, group.end)};
      for_each_block(group, [&](Range block) { finish_panel(kernels, block, columns); });
      for_each_block({columns.end, group.end}, [&](Range later) {
        for_each_block(group, [&](Range block) {
          for (std::size_t j = later.begin; j < std::min(later.end, block.end); ++j) {
            subtract_products(kernels, {std::max(block.begin, j), block.end}, j, columns);
          }
        });
      });
    }
  }
}

// The elements of a block of rows in a panel's columns, once what lies before the panel has been subtracted.
void Cholesky::finish_panel(const kernels::Kernels<double>& kernels, Range block, Range columns) {
  for (std::size_t j = columns.begin; j < std::min(columns.end, block.end); ++j) {
    const Range rows{std::max(block.begin, j), block.end};
    if (j > columns.begin) subtract_products(kernels, rows, j, {columns.begin, j});
    finish_column(rows, j);
  }
}

// Of these rows with row j, in these columns.
void Cholesky::subtract_products(const kernels::Kernels<double>& kernels, Range rows, std::size_t j,
                                 Range columns) {
  double products[block_rows];
  const std::size_t count = rows.end - rows.begin;
  kernels.predict({l_.row(rows.begin).data() + columns.begin, count, columns.end - columns.begin, l_.cols()},
                  l_.row(j).data() + columns.begin, 0, products);
  for (std::size_t i = 0; i < count; ++i) l_(rows.begin + i, j) -= products[i];
}

void Cholesky::finish_column(Range rows, std::size_t j) {
  std::size_t i = rows.begin;
  if (i == j) {
    const double pivot = l_(j, j);
    if (j == columns()) {
      target_pivot_ = pivot;
      return;
    }
    const bool is_left_out = is_dependent(j, pivot);
    rank_ += is_left_out ? 0 : 1;
    l_(j, j) = is_left_out ? 0 : std::sqrt(pivot);
    inverse_pivots_[j] = is_left_out ? 0 : 1 / l_(j, j);
    ++i;
  }
  for (; i < rows.end; ++i) l_(i, j) *= inverse_pivots_[j];
}

bool Cholesky::is_dependent(std::size_t j, double pivot) {
  const double square = squares_[j];
  const double rounding = rounding_of_products(columns());
  if (!(pivot > rounding * square)) return true;
  // Larger ones are rounding only behind columns with a condition number of more than 10^5 (a rounding of
  // 10^-15 times a sum of 10^10), and then the condition number shows it. Most columns are spared the
  // coefficients, which take longer than a row of the factor.
  constexpr double suspicious = 0x1p-16;
  if (pivot > suspicious * square) return false;
  const std::span<double> c = std::span(c_).first(j);
  coefficients(j, c);
  return !(pivot > rounding * (square + squared_size(c)));
}

void Cholesky::solve(std::span<double> r) const {
  const auto kernels = kernels::active_kernels<double>();
  for (std::size_t j = 0; j < r.size(); ++j) {
    r[j] = (r[j] - kernels.dot(l_.row(j).data(), r.data(), j)) * inverse_pivots_[j];
  }
}

void Cholesky::solve_transposed(std::span<double> r) const {
  const auto kernels = kernels::active_kernels<double>();
  for (std::size_t j = r.size(); j-- > 0;) {
    r[j] *= inverse_pivots_[j];
    if (is_used(j)) kernels.axpy(-r[j], l_.row(j).data(), r.data(), j);
  }
}

void Cholesky::coefficients(std::size_t j, std::span<double> c) const {
  std::copy_n(l_.row(j).begin(), j, c.begin());
  solve_transposed(c.first(j));
}

double Cholesky::squared_size(std::span<const double> c) const {
  double sum = 0;
  for (std::size_t k = 0; k < c.size(); ++k) sum += c[k] * c[k] * squares_[k];
  return sum;
}

}  // namespace adaline::least_squares
