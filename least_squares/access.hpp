// What the library itself reads of Moments.
#pragma once

#include <cmath>
#include <span>

#include "least_squares/moments_state.hpp"

namespace adaline::least_squares {

struct MomentsAccess {
  static const kernels::MomentsValue& total(const Moments& moments) { return moments.state().total(); }
  static Moments of_part(const kernels::MomentsValue& value, const Moments& like);
  // Throws what first.merge(behind) does.
  static void check_columns(const Moments& first, const Moments& behind);
  // Samples whose sizes were checked.
  template <class T>
  static void add(Moments& moments, const kernels::RowSource<T>& x, const T* t, Workers* workers) {
    moments.state().add<T>(x, t, nullptr, workers);
  }
};

// The solution for these moments; where no bias is learned, beside the bias that there is.
LeastSquares solve(const Moments& moments, double ridge, bool learn_bias, double bias);

// The sum of s (y - mean of y)^2 of a column; the target's index is features().
inline double squares_about_mean(const Moments& moments, std::size_t column) {
  return MomentsAccess::total(moments).products[kernels::triangle_row(column) + column];
}

// The moments of the same samples with `(y_j - origins[j]) / units[j]` in place of each column y_j, the
// target's being the last: as if they had been so from the start, up to rounding. Both have features + 1
// elements, and units are finite and not 0.
Moments rescaled(const Moments& moments, std::span<const double> origins, std::span<const double> units);

// Whether no sum has overflowed: then no product of two columns has, either.
inline bool is_finite(const Moments& moments) {
  const kernels::MomentsValue& total = MomentsAccess::total(moments);
  for (std::size_t j = 0; j <= moments.features(); ++j) {
    if (!std::isfinite(total.means[j]) || !std::isfinite(total.products[kernels::triangle_row(j) + j]))
      return false;
  }
  return std::isfinite(total.weight);
}

}  // namespace adaline::least_squares
