// The windows of a block's rows, each an element further on in one delay line.
#pragma once

#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// Elements x[K ..] of a delay line whose registers are aligned, of which a is the one at x and b the next. All
// loads but the first would reach into two cache lines, which takes twice the time of a load. With every second
// one put together in registers instead, AVX-512 filters of 512 taps take 0.75 of the time (Zen 5).
template <class Target, std::size_t K, class T>
ADALINE_INLINE Vector<Target, T> window(const T* x, const Vector<Target, T>& a, const Vector<Target, T>& b) {
  if constexpr (K == 0) {
    return a;
  } else if constexpr (Target::slides_windows && K % 2 == 1) {
    return Vector<Target, T>(slide<K>(a.data, b.data));
  } else {
    return load<Target>(x + K);
  }
}

}  // namespace
}  // namespace adaline::kernels
