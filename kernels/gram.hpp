// The products of the rows of a block with each other.
#pragma once

#include "products.hpp"

namespace adaline::kernels {
namespace {

// The pairs of rows (k, i), i < k, one after the other: (1, 0), (2, 0), (2, 1) ..
constexpr std::size_t pair_count(std::size_t rows) { return rows * (rows - 1) / 2; }
constexpr std::size_t pair_index(std::size_t k, std::size_t i) { return pair_count(k) + i; }

constexpr std::size_t later_of_pair(std::size_t q) {
  std::size_t k = 1;
  while (pair_count(k + 1) <= q) ++k;
  return k;
}
constexpr std::size_t earlier_of_pair(std::size_t q) { return q - pair_count(later_of_pair(q)); }

// How many products are summed at a time: 16 of AVX-512's registers; elsewhere a product takes several of 16.
template <class Level>
inline constexpr std::size_t gram_in_flight = Register<Level, float>::size >= 16 ? 16 : 4;

// How a block's errors enter each other: effect[pair_index(k, i)] = rate * (x[k] x[i] + bias_product). Writes whole
// registers.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void set_effects(const T* x, std::size_t stride, std::size_t d, T rate, T bias_product,
                                T* effect) {
  using Block = RowPointers<Rows, T>;
  using Effects = Results<Level, pair_count(Rows), T>;
  const Effects products_of_pairs = products<Level, gram_in_flight<Level>, pair_count(Rows), T>(
      d, Block(x, stride),
      [](const Block& at, auto q) ADALINE_INLINED { return at[Index<later_of_pair(decltype(q)::value)>{}]; },
      [](const Block& at, auto q) ADALINE_INLINED { return at[Index<earlier_of_pair(decltype(q)::value)>{}]; });
  (Effects::all(rate) * (products_of_pairs + Effects::all(bias_product))).store(effect);
}

}  // namespace
}  // namespace adaline::kernels
