// Sums over elements.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// Sum of x[i] * y[i] in L lanes.
template <class Level, std::size_t L, class T>
ADALINE_INLINE T sum_of_products(const T* x, const T* y, std::size_t n) {
  using Sum = Lanes<Level, T, L>;
  Sum sum = Sum::all(0);
  std::size_t i = 0;
  for (; i + L <= n; i += L) sum.add_product(Sum::load(x + i), Sum::load(y + i));
  sum.add_products(x + i, y + i, n - i);
  return sum.fold();
}

template <class Level, class T>
T dot(const T* x, const T* y, std::size_t n) {
  return sum_of_products<Level, lanes<T>>(x, y, n);
}

template <class Level, class T>
T sum_of_squares(const T* x, std::size_t n) {
  return sum_of_products<Level, lanes<T>>(x, x, n);
}

}  // namespace
}  // namespace adaline::kernels
