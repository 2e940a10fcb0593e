// Random numbers for tests: the same on every platform, with full significands. Numbers of few bits would
// make products exact, and prove nothing about fused multiply-add.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "kernels/cases/random_bits.hpp"

namespace adaline::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() { return kernels::cases::split_mix(state_ += kernels::cases::split_mix_step); }

  // In [0, n).
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }

  // In [1, 2), every bit of the significand random.
  template <class T>
  T significand() {
    return kernels::cases::significand<T>(bits());
  }

  // Of either sign, over `binades` binades around 1.
  template <class T>
  T number(int binades = 16) {
    const int exponent = static_cast<int>(below(static_cast<std::size_t>(binades))) - binades / 2;
    const T magnitude = std::ldexp(significand<T>(), exponent);
    return bits() % 2 == 0 ? magnitude : -magnitude;
  }

 private:
  std::uint64_t state_;
};

// What a test's arrays hold.
enum class Values {
  numbers,   // full significands over 16 binades
  zeros,     // zeros of both signs and denormals, some numbers
  extremes,  // huge and tiny values, so that products overflow and underflow
  special    // infinities and NaN among numbers
};

template <class T>
T value(Random& random, Values kind) {
  using Limits = std::numeric_limits<T>;
  const T sign = random.bits() % 2 == 0 ? T(1) : T(-1);
  switch (kind) {
    case Values::numbers:
      return random.number<T>();
    case Values::zeros:
      switch (random.below(4)) {
        case 0:
          return sign * T(0);
        case 1:
          return sign * Limits::denorm_min() * static_cast<T>(random.below(1000));
        case 2:
          return sign * Limits::min() * random.significand<T>() / 2;
        default:
          return random.number<T>();
      }
    case Values::extremes:
      switch (random.below(4)) {
        case 0:
          return sign * Limits::max() / random.significand<T>();
        case 1:
          return sign * Limits::min() * random.significand<T>();
        case 2:
          return sign * std::sqrt(Limits::max()) * random.significand<T>();
        default:
          return random.number<T>();
      }
    case Values::special:
      switch (random.below(40)) {
        case 0:
          return sign * Limits::infinity();
        case 1:
          return Limits::quiet_NaN();
        default:
          return random.number<T>();
      }
  }
  return 0;
}

template <class T>
std::vector<T> values(Random& random, std::size_t n, Values kind = Values::numbers) {
  std::vector<T> v(n);
  for (T& x : v) x = value<T>(random, kind);
  return v;
}

// Equal to the last bit; a NaN is a NaN.
template <class T>
bool same_bits(T a, T b) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(float), std::uint32_t, std::uint64_t>;
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::bit_cast<Bits>(a) == std::bit_cast<Bits>(b);
}

}  // namespace adaline::test
