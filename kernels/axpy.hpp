// y += a x.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// The same for n < 2 registers: one, then half of one, and so on. What was stored with a mask cannot be loaded again before it
// is in the cache, so masks are left to where a level has no half. (12 floats again and again on AVX-512: 1.5 times as fast.)
template <class Level, class T>
ADALINE_INLINE void add_scaled_by_halves(T a, const T* x, T* y, std::size_t n) {
  using R = Register<Level, T>;
  if (n >= R::size) {
    multiply_add<Level, T>(R(a), R::load_unaligned(x), R::load_unaligned(y)).store_unaligned(y);
    x += R::size;
    y += R::size;
    n -= R::size;
  }
  if (n == 1) {
    y[0] = scalar_multiply_add<Level, T>(a, x[0], y[0]);
  } else if constexpr (requires { typename Level::Half; }) {
    if (n > 0) add_scaled_by_halves<typename Level::Half>(a, x, y, n);
  } else if (n > 0) {
    const R sum = multiply_add<Level, T>(R(a), load_first<Level, T>(x, n), load_first<Level, T>(y, n));
    store_first(y, n, sum.data);
  }
}

template <class Level, class T>
ADALINE_INLINE void add_scaled(T a, const T* x, T* y, std::size_t n) {
  // Elements do not depend on each other, so the block is free to choose: 256 bytes amortise the loop.
  constexpr std::size_t block = lanes<T>;
  using Block = Lanes<Level, T, block>;
  const Block factor = Block::all(a);
  std::size_t i = 0;
  for (; i + block <= n; i += block) {
    Block sum = Block::load(y + i);
    sum.add_product(factor, Block::load(x + i));
    sum.store(y + i);
  }
  using R = Register<Level, T>;
  const R factor_of_one(a);
  for (; i + R::size <= n; i += R::size) {
    multiply_add<Level, T>(factor_of_one, R::load_unaligned(x + i), R::load_unaligned(y + i))
        .store_unaligned(y + i);
  }
  add_scaled_by_halves<Level>(a, x + i, y + i, n - i);
}

template <class Level, class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  add_scaled<Level>(a, x, y, n);
}

}  // namespace
}  // namespace adaline::kernels
