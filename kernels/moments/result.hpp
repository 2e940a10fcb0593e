// Where the sums of products of a chunk go: the row of the ones apart from those of the columns that count.
#pragma once

#include "kernels/definition/mean.hpp"
#include "kernels/definition/triangle.hpp"
#include "kernels/simd/lanes.hpp"
#include "kernels/vector/axpy.hpp"

namespace adaline::kernels {
namespace {

struct MomentSums {
  std::size_t columns;  // features and target
  double* products;     // of these columns
  double* sums;         // of the columns and, behind them, of the ones: the row of the ones

  ADALINE_INLINE double* row(std::size_t j) const { return j < columns ? products + triangle_row(j) : sums; }
};

// Sums about the origins become products about the means, of the columns from `first` to `end`; the sums of all
// columns before these are there. Returns the sum of the weights.
template <class Target>
ADALINE_INLINE double finish_moments(const MomentSums& of, const double* origins, double* shifts, double* means,
                                     std::size_t first, std::size_t end) {
  const double weight = of.sums[of.columns];
  if (weight == 0) {
    for (std::size_t j = first; j < end; ++j) means[j] = means[of.columns + j] = 0;
    for (std::size_t e = triangle_row(first); e < triangle_row(end); ++e) of.products[e] = 0;
    return 0;
  }
  for (std::size_t j = 0; j < end; ++j) shifts[j] = of.sums[j] / weight;
  for (std::size_t j = first; j < end; ++j) {
    definition::set_mean(origins[j], shifts[j], means, of.columns, j);
    add_scaled<Target>(-of.sums[j], shifts, of.row(j), j + 1);
  }
  return weight;
}

}  // namespace
}  // namespace adaline::kernels
