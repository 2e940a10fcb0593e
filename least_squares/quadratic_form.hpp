// Products of vectors with the matrix of second moments, whose lower triangle is all that there is.
#pragma once

#include <span>

#include "kernels/drivers/kernels.hpp"

namespace adaline::least_squares {

// product = P v, of the features' part P of the triangle, in the order of its rows. O(d^2).
inline void multiply(const kernels::Kernels<double>& kernels, const double* products, std::span<const double> v,
                     std::span<double> product) {
  const std::size_t d = v.size();
  for (std::size_t j = 0; j < d; ++j) product[j] = 0;
  for (std::size_t j = 0; j < d; ++j) {
    const double* const row = products + kernels::triangle_row(j);
    product[j] = product[j] + kernels.dot(row, v.data(), j + 1);
    kernels.axpy(v[j], row, product.data(), j);
  }
}

}  // namespace adaline::least_squares
