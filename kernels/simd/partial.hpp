// What a register can do that xsimd 13 does not offer, for each register type V and its element type T. This is
// the only place that asks for an instruction set.
//
//   V load_first(const T* p, std::size_t n, V)     the first n elements at p, n <= lanes, then zeros
//   void store_first(T* p, std::size_t n, V v)     the first n lanes
//   V keep_first(V v, std::size_t n)               the first n lanes, then zeros
//   T reduce(V v)                                  lane l takes lane l + h, for h = lanes / 2 .. 1; then + 0
//   lower(v), upper(v), widen(half)                the halves of a register of floats, and one as doubles
//   V load_widened(const float* p, V)              a register of doubles from as many floats
//   V load_first_widened(const float* p, n, V)     the first n elements at p as doubles, then zeros
//   V slide<K>(V a, V b)                           lanes K .. of a, then those of b: AVX-512 alone
//
// A partial load or store touches n elements of memory and no more. Copying a tail through a buffer instead
// would cost a store-forward stall of 15 to 20 ns.
#pragma once

#if defined(__SSE2__)
#include "kernels/simd/x86.hpp"
#endif
#if defined(__aarch64__)
#include "kernels/simd/neon.hpp"
#endif
#if __ARM_FEATURE_SVE_BITS > 0
#include "kernels/simd/sve.hpp"
#endif
