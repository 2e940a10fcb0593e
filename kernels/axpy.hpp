// y += a x.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

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
  // Whole registers as long as there are: what was stored with a mask cannot be loaded again before it is in the cache.
  using R = Register<Level, T>;
  const R factor_of_one(a);
  for (; i + R::size <= n; i += R::size) {
    multiply_add<Level, T>(factor_of_one, R::load_unaligned(x + i), R::load_unaligned(y + i))
        .store_unaligned(y + i);
  }
  if (i + 1 == n) {
    y[i] = scalar_multiply_add<Level, T>(a, x[i], y[i]);
  } else if (i < n) {
    const R sum = multiply_add<Level, T>(factor_of_one, load_first<Level, T>(x + i, n - i),
                                         load_first<Level, T>(y + i, n - i));
    store_first(y + i, n - i, sum.data);
  }
}

template <class Level, class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  add_scaled<Level>(a, x, y, n);
}

}  // namespace
}  // namespace adaline::kernels
