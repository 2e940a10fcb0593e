// The product of one row: what everything that predicts agrees with.
#pragma once

#include "kernels/vector/dot.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
ADALINE_INLINE T row_product(const T* x, const T* w, std::size_t d) {
  if (d > chunk_elements<T>) [[unlikely]]
    return sum_of_products_of_chunks<Target, row_lanes<T>>(x, w, d);
  if (d > narrow_features) return sum_of_products<Target, row_lanes<T>>(x, w, d);
  T sum = 0;
  for (std::size_t j = 0; j < d; ++j) sum = scalar_multiply_add<Target, T>(x[j], w[j], sum);
  return sum;
}

}  // namespace
}  // namespace adaline::kernels
