// Products of rows of more than a chunk of columns with the weights: in two parts, as first_part() says. They need
// no tiles, as a reduction is little beside 64 KB of products.
#pragma once

#include "kernels/rows/dotxf.hpp"

namespace adaline::kernels {
namespace {

template <class T>
constexpr bool is_long_row(std::size_t features) {
  return features > chunk_elements<T>;
}

// product[r] = x[r] w, for F rows.
template <class Target, std::size_t F, class T>
[[gnu::noinline]] void long_row_products(const T* x, std::size_t stride, const T* w, std::size_t d,
                                         T* product) {
  if (!is_long_row<T>(d)) {
    row_products<Target, F>(x, stride, w, d, product);
    return;
  }
  const std::size_t first = first_part(d, chunk_elements<T>);
  T of_rest[F];
  long_row_products<Target, F>(x, stride, w, first, product);
  long_row_products<Target, F>(x + first, stride, w + first, d - first, of_rest);
  for (std::size_t r = 0; r < F; ++r) product[r] = product[r] + of_rest[r];
}

// Of n rows, F of them in flight.
template <class Target, std::size_t F, class T>
[[gnu::noinline]] void products_of_long_rows(const T* x, std::size_t stride, const T* w, std::size_t d,
                                             std::size_t n, T* product) {
  std::size_t r = 0;
  for (; r + F <= n; r += F) long_row_products<Target, F>(x + r * stride, stride, w, d, product + r);
  for (; r < n; ++r) long_row_products<Target, 1>(x + r * stride, stride, w, d, product + r);
}

}  // namespace
}  // namespace adaline::kernels
