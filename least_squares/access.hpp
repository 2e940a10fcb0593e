// What the library itself reads of Moments.
#pragma once

#include <cmath>

#include "least_squares/moments_state.hpp"

namespace adaline::least_squares {

struct MomentsAccess {
  static const kernels::MomentsValue& total(const Moments& moments) { return moments.state().total(); }
  // Samples whose sizes were checked.
  template <class T>
  static void add(Moments& moments, const kernels::RowSource<T>& x, const T* t, Workers* workers) {
    moments.state().add<T>(x, t, nullptr, workers);
  }
};

// The solution for these moments; where no bias is learned, beside the bias that there is.
LeastSquares solve(const Moments& moments, double ridge, bool learn_bias, double bias);

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
