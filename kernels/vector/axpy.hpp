// y += a x.
#pragma once

#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// The same for n < 2 registers: one, then half of one, and so on. What was stored with a mask cannot be loaded
// again before it is in the cache, so masks are left to where a level has no half: 12 floats again and again
// are 1.5 times as fast by it (AVX-512, Zen 5).
template <class Target, class T>
ADALINE_INLINE void axpy_by_halves(T a, const T* x, T* y, std::size_t n) {
  using V = Vector<Target, T>;
  if (n >= V::size) {
    store_whole(y, multiply_add<Target, T>(V(a), load<Target>(x), load<Target>(y)));
    x += V::size;
    y += V::size;
    n -= V::size;
  }
  if (n == 1) {
    y[0] = scalar_multiply_add<Target, T>(a, x[0], y[0]);
  } else if constexpr (requires { typename Target::Half; }) {
    if (n > 0) axpy_by_halves<typename Target::Half>(a, x, y, n);
  } else if (n > 0) {
    store_first(y, n, multiply_add<Target, T>(V(a), load_first<Target>(x, n), load_first<Target>(y, n)));
  }
}

// In line, for the other kernels.
template <class Target, class T>
ADALINE_INLINE void add_scaled(T a, const T* x, T* y, std::size_t n) {
  using V = Vector<Target, T>;
  using Step = Lanes<Target, T, Target::axpy_step_bytes / sizeof(T)>;
  const Step factor = Step::all(a);
  std::size_t i = 0;
  for (; i + Step::size <= n; i += Step::size) {
    Step sum = Step::load(y + i);
    sum.add_product(factor, Step::load(x + i));
    sum.store(y + i);
  }
  for (; i + V::size <= n; i += V::size) {
    store_whole(y + i, multiply_add<Target, T>(V(a), load<Target>(x + i), load<Target>(y + i)));
  }
  axpy_by_halves<Target>(a, x + i, y + i, n - i);
}

template <class Target, class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  add_scaled<Target>(a, x, y, n);
}

}  // namespace
}  // namespace adaline::kernels
