// The loops of a probe, for registers of ADALINE_REGISTER_BYTES. Compiled once for each level (probe.cpp.in),
// hence all of it in an anonymous namespace, and nothing of the standard library.
#pragma once

#include <cstddef>

#if __ARM_FEATURE_SVE_BITS > 0
#include <arm_sve.h>
#endif

#include "bench/limits/probe.hpp"

namespace adaline::bench {
namespace {

// The compiler's own vectors: nothing between the loop and the instruction.
template <class T>
struct Register {
  typedef T Type __attribute__((vector_size(ADALINE_REGISTER_BYTES), may_alias));
};
using Bytes = Register<float>::Type;

// The value must be in a register here, and may be another one afterwards.
#if __ARM_FEATURE_SVE_BITS > 0
// Clang takes no other type for a register of SVE.
template <class Sve, class Fixed, class V>
inline void change_register(V& value) {
  Sve v = Fixed(value);
  asm volatile("" : "+w"(v));
  value = V(Fixed(v));
}
inline void change(Register<float>::Type& value) {
  using Floats = svfloat32_t __attribute__((arm_sve_vector_bits(__ARM_FEATURE_SVE_BITS)));
  change_register<svfloat32_t, Floats>(value);
}
inline void change(Register<double>::Type& value) {
  using Doubles = svfloat64_t __attribute__((arm_sve_vector_bits(__ARM_FEATURE_SVE_BITS)));
  change_register<svfloat64_t, Doubles>(value);
}
#elif defined(__aarch64__)
template <class V>
inline void change(V& value) {
  asm volatile("" : "+w"(value));
}
#else
template <class V>
inline void change(V& value) {
  asm volatile("" : "+x"(value));
}
#endif

inline void need(Bytes value) { change(value); }

inline void load_eight(const Bytes* x) {
  need(x[0]);
  need(x[1]);
  need(x[2]);
  need(x[3]);
  need(x[4]);
  need(x[5]);
  need(x[6]);
  need(x[7]);
}

void read(const char* x, std::size_t bytes) {
  const auto* p = reinterpret_cast<const Bytes*>(x);
  for (const auto* const end = reinterpret_cast<const Bytes*>(x + bytes); p != end; p += 8) load_eight(p);
}

// As many parts of the array at once.
template <int Streams>
void read_streams(const char* x, std::size_t bytes) {
  constexpr std::size_t step = 8 * sizeof(Bytes);
  const std::size_t part = bytes / Streams / step * step;
  for (std::size_t i = 0; i < part; i += step) {
#pragma GCC unroll 8
    for (int s = 0; s < Streams; ++s) {
      load_eight(reinterpret_cast<const Bytes*>(x + static_cast<std::size_t>(s) * part + i));
    }
  }
  read(x + Streams * part, bytes - Streams * part);
}

void read_prefetched(const char* x, std::size_t bytes) {
  constexpr std::size_t ahead = 2048;
  constexpr std::size_t step = 8 * sizeof(Bytes);
  for (std::size_t i = 0; i < bytes; i += step) {
    // Beyond the end it is only a hint.
    for (std::size_t line = 0; line < step; line += 64) __builtin_prefetch(x + i + ahead + line);
    load_eight(reinterpret_cast<const Bytes*>(x + i));
  }
}

inline void update_four(const char* x, char* y) {
  const auto* const from = reinterpret_cast<const Bytes*>(x);
  auto* const to = reinterpret_cast<Bytes*>(y);
  to[0] += from[0];
  to[1] += from[1];
  to[2] += from[2];
  to[3] += from[3];
}

template <int Streams>
void update_streams(const char* x, char* y, std::size_t bytes) {
  const std::size_t part = bytes / Streams;
  for (std::size_t i = 0; i < part; i += 4 * sizeof(Bytes)) {
    for (std::size_t s = 0; s < Streams * part; s += part) update_four(x + s + i, y + s + i);
  }
}

// Twelve chains: more than two units of a latency of four or five can take, fewer than there are registers.
template <class T>
std::size_t multiply_adds(std::size_t rounds) {
  using V = typename Register<T>::Type;
  const V zero = {};
  const V a = zero + T(0.5);
  const V b = zero + T(0.25);
  V c0 = zero, c1 = zero, c2 = zero, c3 = zero, c4 = zero, c5 = zero;
  V c6 = zero, c7 = zero, c8 = zero, c9 = zero, c10 = zero, c11 = zero;
  for (std::size_t i = 0; i < rounds; ++i) {
    c0 = c0 * a + b;
    c1 = c1 * a + b;
    c2 = c2 * a + b;
    c3 = c3 * a + b;
    c4 = c4 * a + b;
    c5 = c5 * a + b;
    c6 = c6 * a + b;
    c7 = c7 * a + b;
    c8 = c8 * a + b;
    c9 = c9 * a + b;
    c10 = c10 * a + b;
    c11 = c11 * a + b;
    // Or all chains would be seen to be one.
    change(c0), change(c1), change(c2), change(c3), change(c4), change(c5);
    change(c6), change(c7), change(c8), change(c9), change(c10), change(c11);
  }
  return rounds * 12 * sizeof(V) / sizeof(T);
}

}  // namespace
}  // namespace adaline::bench
