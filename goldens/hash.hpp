// FNV-1a of 64 bits: Fowler, Noll and Vo; RFC 9923. Over numbers, least significant byte first on every
// machine.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace adaline::goldens {

class Hash {
 public:
  void add(std::uint32_t bits) { add_bytes(bits, sizeof bits); }
  void add(std::uint64_t bits) { add_bytes(bits, sizeof bits); }
  void add(float x) { add(std::bit_cast<std::uint32_t>(canonical(x))); }
  void add(double x) { add(std::bit_cast<std::uint64_t>(canonical(x))); }

  template <class T>
  void add(const T* values, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) add(values[i]);
  }

  std::uint64_t value() const { return hash_; }

 private:
  // Sign and payload of a NaN are not promised.
  template <class T>
  static T canonical(T x) {
    return std::isnan(x) ? std::numeric_limits<T>::quiet_NaN() : x;
  }

  void add_bytes(std::uint64_t bits, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      hash_ = (hash_ ^ (bits >> (8 * i) & 0xFFU)) * 0x00000100000001B3U;
    }
  }

  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace adaline::goldens
