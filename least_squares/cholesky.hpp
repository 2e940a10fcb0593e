// The Cholesky factor of a matrix of products, without the columns that depend on columns before them.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <adaline/matrix.hpp>

#include "least_squares/block.hpp"

namespace adaline::kernels {
template <class T>
class Kernels;
}

namespace adaline::least_squares {

// How far rounding changes a matrix of products of d features and a target, in the 2-norm and with columns of
// norm 1: 32 u sqrt(d + 1), u = 2^-53. Sums of a chunk of 1024 samples are chains. In 20,000 trials those of
// squares were 5.6 u off in the median and 33 u at the worst, those of products 0.15 and 2.4 u of the norms;
// chunks average that out. A symmetric matrix of independent errors of size 2.4 u has a norm of 5 u sqrt(d +
// 1), and rows of the factor, summed in lanes, add less than a chunk. A condition number below the root of its
// inverse, 2e6 for d = 4096 and 1e7 for d = 5, leaves no column out.
double rounding_of_products(std::size_t features);

// A = L L', row by row, of the columns that are used. Column j depends on those before it, and is left out,
// where its pivot, the squared distance to what they span, is no more than rounding makes it:
//
//     p <= rounding (A_jj + sum of c_k^2 A_kk),   x_j ~ sum of c_k x_k over the used columns k < j.
//
// p is (c, -1)' A (c, -1), so an error of A changes it by that error's norm times the sum in brackets. Hence a
// dependency that is exact is found, and no column is left out of a matrix whose columns, at norm 1, have a
// least eigenvalue of more than the rounding. Neither needs columns on a common scale. The order is that of R's
// lm: of columns that depend on each other, the last one goes.
//
// Behind the rows of A there is one row more, its products with the target.
class Cholesky {
 public:
  // `a` holds A, and the target's row, in its lower triangle; its rows may be longer, and all else is 0.
  explicit Cholesky(Matrix<double> a);

  std::size_t columns() const { return l_.rows() - 1; }
  std::size_t rank() const { return rank_; }
  bool is_used(std::size_t j) const { return inverse_pivots_[j] != 0; }

  // Row j of L: elements 0 .. j, and then zeros. Of a column that is left out L has zeros, but its row holds
  // what its coefficients follow from.
  std::span<const double> row(std::size_t j) const { return l_.row(j); }
  MatrixView<double> view() const { return {l_.data(), columns(), columns(), l_.cols()}; }
  // 1 / L_jj, and 0 where column j is left out.
  double inverse_pivot(std::size_t j) const { return inverse_pivots_[j]; }

  // A_jj, and that of the target.
  double square(std::size_t j) const { return squares_[j]; }
  // The squared distance of the target to what the columns span.
  double target_pivot() const { return target_pivot_; }

  // L r = b and L' r = b for the first n columns, b in r. It is 0 where a column is left out.
  void solve(std::span<double> r) const;
  void solve_transposed(std::span<double> r) const;

  // Of row j (the target's is columns()) by the used columns before it: c has j elements.
  void coefficients(std::size_t j, std::span<double> c) const;

  // |c_k|^2 A_kk, added up.
  double squared_size(std::span<const double> c) const;

 private:
  void finish_panel(const kernels::Kernels<double>& kernels, Range block, Range columns);
  void subtract_products(const kernels::Kernels<double>& kernels, Range rows, std::size_t j, Range columns);
  void finish_column(Range rows, std::size_t j);
  bool is_dependent(std::size_t j, double pivot);

  Matrix<double> l_;
  std::vector<double> squares_;
  std::vector<double> inverse_pivots_;
  std::vector<double> c_;  // of the column at hand
  std::size_t rank_ = 0;
  double target_pivot_ = 0;
};

}  // namespace adaline::least_squares
