// 1/2 * sum of (t - x w - bias)^2 as mathematics has it.
#pragma once

#include <span>

#include <adaline/matrix.hpp>

#include "goldens/cases/exact.hpp"

namespace adaline::test {

using cases::Exact;

template <class T>
double exact_loss(const Samples<T>& s, std::span<const T> w, T bias) {
  Exact sum = 0;
  for (std::size_t i = 0; i < s.features.rows; ++i) {
    Exact e = Exact(s.targets[i]) - Exact(bias);
    for (std::size_t j = 0; j < s.features.cols; ++j) {
      e -= Exact(s.features.data[i * s.features.row_stride + j]) * Exact(w[j]);
    }
    sum += e * e;
  }
  return double(sum / 2);
}

}  // namespace adaline::test
