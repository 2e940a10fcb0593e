// What a result is compared with.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "goldens/cases/exact.hpp"

namespace adaline::bench {

using cases::Exact;

// A result as mathematics has it, and how far rounding may lead away from it. A bound needs no 113 bits.
struct Truth {
  Exact value = 0;
  double bound = 0;
};

// u: the largest relative error of one rounding.
template <class T>
inline constexpr double unit = static_cast<double>(std::numeric_limits<T>::epsilon()) / 2;

inline double distance(double got, Exact exact) {
  const Exact error = Exact(got) - exact;
  return static_cast<double>(error < 0 ? -error : error);
}

// The unit in the last place of an exact result that is rounded to T.
template <class T>
double ulp(Exact exact) {
  using Limits = std::numeric_limits<T>;
  const T rounded = static_cast<T>(exact);
  const int least = Limits::min_exponent - 1;
  const int exponent = rounded == T(0) ? least : std::max(least, std::ilogb(rounded));
  return std::ldexp(1.0, exponent - (Limits::digits - 1));
}

}  // namespace adaline::bench
