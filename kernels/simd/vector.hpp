// One SIMD register, and the loads and stores of it.
#pragma once

#include <cstddef>
#include <type_traits>

#include "kernels/simd/partial.hpp"

// Inlining is a part of the code's shape: a call would move accumulators through memory.
#define ADALINE_INLINE inline __attribute__((always_inline))

// In front of a `for` loop of a constant number of rounds: both compilers keep arrays that such a loop indexes
// in registers. Without it g++ 12 leaves them in memory.
#define ADALINE_UNROLL _Pragma("GCC unroll 32")

namespace adaline::kernels {
namespace {

// `Target` describes the level that is compiled (isa/NAME.hpp): its xsimd architecture, whether it fuses, and
// how many rows its loops handle together.
template <class Target, class T>
using Vector = xsimd::batch<T, typename Target::Architecture>;

template <class Target, class T>
inline constexpr std::size_t width = Vector<Target, T>::size;

constexpr std::size_t smaller(std::size_t a, std::size_t b) { return a < b ? a : b; }

// The type that elements are computed in. An element of another type than these does not compile; a narrower
// one would be added here and in `load`, with the bits of the kernel for float on the widened values.
template <class Stored>
struct ComputedType {
  static_assert(sizeof(Stored) == 0, "kernels are defined for elements of type float and double alone");
};
template <>
struct ComputedType<float> {
  using type = float;
};
template <>
struct ComputedType<double> {
  using type = double;
};
template <class Stored>
using Computed = typename ComputedType<Stored>::type;

// A whole register of elements at p. All whole loads of samples, targets and weights are made here.
template <class Target, class Stored>
ADALINE_INLINE Vector<Target, Computed<Stored>> load(const Stored* p) {
  return Vector<Target, Computed<Stored>>::load_unaligned(p);
}

// The first n elements at p, then zeros; n <= width.
template <class Target, class Stored>
ADALINE_INLINE Vector<Target, Computed<Stored>> load_first(const Stored* p, std::size_t n) {
  using V = Vector<Target, Computed<Stored>>;
  return V(load_first(p, n, typename V::register_type{}));
}

// A whole register of doubles, from as many elements at p.
template <class Target>
ADALINE_INLINE Vector<Target, double> load_double(const double* p) {
  return load<Target>(p);
}
template <class Target>
ADALINE_INLINE Vector<Target, double> load_double(const float* p) {
  using V = Vector<Target, double>;
  return V(load_widened(p, typename V::register_type{}));
}

// The first n elements at p in double, then zeros; n <= width.
template <class Target>
ADALINE_INLINE Vector<Target, double> load_first_double(const double* p, std::size_t n) {
  return load_first<Target>(p, n);
}
template <class Target>
ADALINE_INLINE Vector<Target, double> load_first_double(const float* p, std::size_t n) {
  using V = Vector<Target, double>;
  return V(load_first_widened(p, n, typename V::register_type{}));
}

template <class V, class T>
ADALINE_INLINE void store_whole(T* p, const V& v) {
  v.store_unaligned(p);
}

template <class V, class T>
ADALINE_INLINE void store_first(T* p, std::size_t n, const V& v) {
  typename V::register_type r = v.data;
  store_first(p, n, r);
}

// a * b + c, with one rounding in the fused family and two in the other.
template <class Target, class T>
ADALINE_INLINE Vector<Target, T> multiply_add(Vector<Target, T> a, Vector<Target, T> b, Vector<Target, T> c) {
  return xsimd::fma(a, b, c);
}

template <class Target, class T>
ADALINE_INLINE T scalar_multiply_add(T a, T b, T c) {
  if constexpr (!Target::fused) {
    return a * b + c;
  } else if constexpr (std::is_same_v<T, float>) {
    return __builtin_fmaf(a, b, c);
  } else {
    static_assert(std::is_same_v<T, double>);
    return __builtin_fma(a, b, c);
  }
}

// On registers themselves: operators of xsimd 13 may become calls on NEON. (No name of an xsimd function here
// or above: argument-dependent lookup would find that one, and its stores are aligned.)
template <class V>
ADALINE_INLINE V plus(const V& a, const V& b) {
  return V(a.data + b.data);
}
template <class V>
ADALINE_INLINE V minus(const V& a, const V& b) {
  return V(a.data - b.data);
}
template <class V>
ADALINE_INLINE V times(const V& a, const V& b) {
  return V(a.data * b.data);
}

}  // namespace
}  // namespace adaline::kernels
