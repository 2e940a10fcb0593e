// The moments of two sets of samples become those of both.
#pragma once

#include "kernels/definition/mean.hpp"
#include "kernels/definition/triangle.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// `distance` is scratch for `columns` elements.
template <class Target>
double join_moments(std::size_t columns, double weight, double* means, double* products, double right_weight,
                    const double* right_means, const double* right_products, double* distance) {
  using V = Vector<Target, double>;
  if (right_weight == 0) return weight;
  if (weight == 0) {
    for (std::size_t j = 0; j < 2 * columns; ++j) means[j] = right_means[j];
    for (std::size_t e = 0; e < triangle_row(columns); ++e) products[e] = right_products[e];
    return right_weight;
  }
  const double both = weight + right_weight;
  const double share = right_weight / both;
  for (std::size_t j = 0; j < columns; ++j) {
    distance[j] = (right_means[j] - means[j]) + (right_means[columns + j] - means[columns + j]);
    const double shift = scalar_multiply_add<Target, double>(share, distance[j], means[columns + j]);
    definition::set_mean(means[j], shift, means, columns, j);
  }
  for (std::size_t j = 0; j < columns; ++j) {
    const V factor((weight * share) * distance[j]);
    double* const row = products + triangle_row(j);
    const double* const right = right_products + triangle_row(j);
    std::size_t k = 0;
    for (; k + V::size <= j + 1; k += V::size) {
      const V sum = plus(load<Target>(row + k), load<Target>(right + k));
      store_whole(row + k, multiply_add<Target, double>(factor, load<Target>(distance + k), sum));
    }
    const std::size_t n = j + 1 - k;
    if (n > 0) {
      const V sum = plus(load_first<Target>(row + k, n), load_first<Target>(right + k, n));
      store_first(row + k, n, multiply_add<Target, double>(factor, load_first<Target>(distance + k, n), sum));
    }
  }
  return both;
}

}  // namespace
}  // namespace adaline::kernels
