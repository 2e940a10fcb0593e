// The numbers that tests run on, and when two of them have the same bits.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

#include "goldens/cases/values.hpp"

namespace adaline::test {

using cases::Random;
using cases::value;
using cases::Values;
using cases::values;

// Equal to the last bit; a NaN is a NaN.
template <class T>
bool same_bits(T a, T b) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

}  // namespace adaline::test
