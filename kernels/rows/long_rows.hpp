// Products of rows of more than a chunk of columns with the weights: in two parts, as first_part() says. They
// need no tiles, as a reduction is little beside 64 KB of products.
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

// Whether rows have at most a chunk of columns, for loops that are compiled for each answer.
enum class RowLength { of_one_chunk, of_many_chunks };

template <class Target, std::size_t F, RowLength length, class T>
ADALINE_INLINE void row_products_of(const T* x, std::size_t stride, const T* w, std::size_t d, T* product) {
  if constexpr (length == RowLength::of_many_chunks) {
    long_row_products<Target, F>(x, stride, w, d, product);
  } else {
    row_products<Target, F>(x, stride, w, d, product);
  }
}

}  // namespace
}  // namespace adaline::kernels
