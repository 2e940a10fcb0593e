// The definition of dot, sum_of_squares and axpy.
#pragma once

#include "kernels/definition/arithmetic.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::kernels::definition {
namespace {

// Term i, x[i] times y[i * stride], goes to lane i mod L.
template <class Arithmetic, std::size_t L, class T>
T sum_in_lanes(const T* x, const T* y, std::size_t stride, std::size_t n) {
  T lane[L] = {};
  for (std::size_t i = 0; i < n; ++i) {
    lane[i % L] = Arithmetic::multiply_add(x[i], y[i * stride], lane[i % L]);
  }
  return reduce(lane);
}

template <class Arithmetic, std::size_t L, class T>
T sum_of_products(const T* x, const T* y, std::size_t n) {
  if (n > chunk_elements<T>) {
    const std::size_t first = first_part(n, chunk_elements<T>);
    return sum_of_products<Arithmetic, L>(x, y, first) +
           sum_of_products<Arithmetic, L>(x + first, y + first, n - first);
  }
  return sum_in_lanes<Arithmetic, L>(x, y, 1, n);
}

template <class Arithmetic, class T>
T dot(const T* x, const T* y, std::size_t n) {
  return sum_of_products<Arithmetic, dot_lanes<T>>(x, y, n);
}

template <class Arithmetic, class T>
T sum_of_squares(const T* x, std::size_t n) {
  return sum_of_products<Arithmetic, square_lanes<T>>(x, x, n);
}

template <class Arithmetic, class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) y[i] = Arithmetic::multiply_add(a, x[i], y[i]);
}

}  // namespace
}  // namespace adaline::kernels::definition
