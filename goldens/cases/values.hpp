// Numbers of every kind, the same on every platform: what tests and goldens run kernels on.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "goldens/cases/random_bits.hpp"

namespace adaline::cases {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t bits() { return split_mix(state_ += split_mix_step); }

  // In [0, n).
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(bits() % n); }

  // In [1, 2), every bit of the significand random.
  template <class T>
  T significand(int exponent = 0) {
    return cases::significand<T>(bits(), exponent);
  }

  // Of either sign, over `binades` binades around 1.
  template <class T>
  T number(int binades = 16) {
    const int exponent = static_cast<int>(below(static_cast<std::size_t>(binades))) - binades / 2;
    const T magnitude = significand<T>(exponent);
    return bits() % 2 == 0 ? magnitude : -magnitude;
  }

 private:
  std::uint64_t state_;
};

enum class Values {
  numbers,   // full significands over 16 binades
  zeros,     // zeros of both signs and denormals, some numbers
  extremes,  // huge and tiny values, so that products overflow and underflow
  special,   // infinities and NaN among numbers
  alike      // full significands of like magnitude: every rounding shows in a sum
};

inline std::string_view to_string(Values kind) {
  constexpr std::string_view names[] = {"numbers", "zeros", "extremes", "special", "alike"};
  return names[static_cast<std::size_t>(kind)];
}

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
    case Values::alike:
      return random.number<T>(2);
  }
  return 0;
}

template <class T>
std::vector<T> values(Random& random, std::size_t n, Values kind = Values::numbers) {
  std::vector<T> v(n);
  for (T& x : v) x = value<T>(random, kind);
  return v;
}

}  // namespace adaline::cases
