// The inverse of a Cholesky factor, which standard errors follow from.
#pragma once

#include <cstddef>
#include <span>

#include <adaline/matrix.hpp>

#include "least_squares/cholesky.hpp"

namespace adaline::least_squares {

// U = the transpose of the inverse of L, so that the inverse of A is U U'. It is upper triangular, and rows and
// columns of what is left out are 0. d^3 / 6 multiply-adds.
class TransposedInverse {
 public:
  explicit TransposedInverse(const Cholesky& l);

  // Element (j, k) of the inverse of A.
  double product(std::size_t j, std::size_t k) const;

  // out = U v and out = U' v.
  void multiply(std::span<const double> v, std::span<double> out) const;
  void multiply_transposed(std::span<const double> v, std::span<double> out) const;

 private:
  void subtract_products(const kernels::Kernels<double>& kernels, const Cholesky& l, Range block, std::size_t i,
                         Range columns);
  void finish_column(const Cholesky& l, Range block, std::size_t i);

  Matrix<double> u_;
  std::size_t columns_;
};

}  // namespace adaline::least_squares
