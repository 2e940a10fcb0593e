// Random numbers that are the same on every platform, with full significands. Numbers of few bits would make
// products exact, and prove nothing about rounding.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

namespace adaline::cases {

// SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014). The bits of the
// states split_mix_step, 2 * split_mix_step ..; or of any other first state.
inline constexpr std::uint64_t split_mix_step = 0x9E3779B97F4A7C15U;

inline std::uint64_t split_mix(std::uint64_t state) {
  std::uint64_t z = state;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

// In [2^exponent, 2^(exponent + 1)), every bit of the significand random.
template <class T>
T significand(std::uint64_t bits, int exponent = 0) {
  if constexpr (std::is_same_v<T, float>) {
    return std::bit_cast<float>(static_cast<std::uint32_t>(127 + exponent) << 23U |
                                static_cast<std::uint32_t>(bits >> 41U));
  } else {
    static_assert(std::is_same_v<T, double>);
    return std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent) << 52U | bits >> 12U);
  }
}

}  // namespace adaline::cases
