// Sums over the elements of vectors.
#pragma once

#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// sum += x[0 .. n) * y[0 .. n), n < L. Whole registers are loaded whole, and nothing is done for those without
// elements.
template <class Target, std::size_t L, class T>
ADALINE_INLINE void add_last_products(const T* x, const T* y, std::size_t n, Lanes<Target, T, L>& sum) {
  constexpr std::size_t W = width<Target, T>;
  ADALINE_UNROLL for (std::size_t i = 0; i < L / W; ++i) {
    if (n >= W) {
      sum.vector[i] = multiply_add<Target, T>(load<Target>(x), load<Target>(y), sum.vector[i]);
      x += W;
      y += W;
      n -= W;
    } else if (n > 0) {
      sum.vector[i] =
          multiply_add<Target, T>(load_first<Target>(x, n), load_first<Target>(y, n), sum.vector[i]);
      n = 0;
    }
  }
}

// Sum of x[i] * y[i] in L lanes.
template <class Target, std::size_t L, class T>
ADALINE_INLINE T sum_of_products(const T* x, const T* y, std::size_t n) {
  using Sum = Lanes<Target, T, L>;
  Sum sum = Sum::all(0);
  std::size_t i = 0;
  for (; i + L <= n; i += L) sum.add_product(Sum::load(x + i), Sum::load(y + i));
  add_last_products(x + i, y + i, n - i, sum);
  return sum.reduce();
}

// Of more than a chunk of elements. Apart, as its stack frame would slow down short calls.
template <class Target, std::size_t L, class T>
[[gnu::noinline]] T sum_of_products_of_chunks(const T* x, const T* y, std::size_t n) {
  if (n <= chunk_elements<T>) return sum_of_products<Target, L>(x, y, n);
  const std::size_t first = first_part(n, chunk_elements<T>);
  const T sum = sum_of_products_of_chunks<Target, L>(x, y, first);
  return sum + sum_of_products_of_chunks<Target, L>(x + first, y + first, n - first);
}

template <class Target, class T>
T dot(const T* x, const T* y, std::size_t n) {
  if (n > chunk_elements<T>) [[unlikely]]
    return sum_of_products_of_chunks<Target, dot_lanes<T>>(x, y, n);
  return sum_of_products<Target, dot_lanes<T>>(x, y, n);
}

template <class Target, class T>
ADALINE_INLINE void add_squares_of_elements(const T* x, Lanes<Target, T, dot_lanes<T>>& sum) {
  const auto elements = Lanes<Target, T, dot_lanes<T>>::load(x);
  sum.add_product(elements, elements);
}

// Of one chunk. Registers that cannot hold the lanes of a sum of squares go over the lower half of them in
// Target::square_steps steps, then over the upper half.
template <class Target, class T>
ADALINE_INLINE T sum_of_squares_of_chunk(const T* x, std::size_t n) {
  constexpr std::size_t L = dot_lanes<T>;
  constexpr std::size_t step = square_lanes<T>;
  constexpr std::size_t steps = Target::square_steps;
  static_assert(step == 2 * L);
  if (n <= L) return sum_of_products<Target, L>(x, x, n);  // the upper half stays 0
  using Half = Lanes<Target, T, L>;
  Half lower = Half::all(0);
  Half upper = Half::all(0);
  if constexpr (steps > 1) {
    for (; n >= steps * step; n -= steps * step) {
      for (std::size_t s = 0; s < steps; ++s) add_squares_of_elements<Target>(x + s * step, lower);
      for (std::size_t s = 0; s < steps; ++s) add_squares_of_elements<Target>(x + s * step + L, upper);
      x += steps * step;
    }
  }
  for (; n >= step; n -= step) {
    add_squares_of_elements<Target>(x, lower);
    add_squares_of_elements<Target>(x + L, upper);
    x += step;
  }
  if (n >= L) {
    add_squares_of_elements<Target>(x, lower);
    add_last_products(x + L, x + L, n - L, upper);
  } else {
    add_last_products(x, x, n, lower);
  }
  return (lower + upper).reduce();
}

template <class Target, class T>
[[gnu::noinline]] T sum_of_squares_of_chunks(const T* x, std::size_t n) {
  if (n <= chunk_elements<T>) return sum_of_squares_of_chunk<Target>(x, n);
  const std::size_t first = first_part(n, chunk_elements<T>);
  const T sum = sum_of_squares_of_chunks<Target>(x, first);
  return sum + sum_of_squares_of_chunks<Target>(x + first, n - first);
}

template <class Target, class T>
T sum_of_squares(const T* x, std::size_t n) {
  if (n > chunk_elements<T>) [[unlikely]]
    return sum_of_squares_of_chunks<Target>(x, n);
  return sum_of_squares_of_chunk<Target>(x, n);
}

}  // namespace
}  // namespace adaline::kernels
