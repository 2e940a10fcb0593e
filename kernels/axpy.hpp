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
  if (i < n) {
    Block sum = Block::load(y + i, n - i);
    sum.add_product(factor, Block::load(x + i, n - i));
    sum.store(y + i, n - i);
  }
}

template <class Level, class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  add_scaled<Level>(a, x, y, n);
}

}  // namespace
}  // namespace adaline::kernels
