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

// Narrow registers cannot hold all lanes: they go over the lower half of them in some tiles, then over the upper half.
template <class Level>
inline constexpr std::size_t tiles_of_half = Register<Level, float>::size >= 16 ? 1 : 4;

template <class Level, class T>
T sum_of_squares(const T* x, std::size_t n) {
  constexpr std::size_t L = lanes<T>;
  constexpr std::size_t tile = square_lanes<T>;
  static_assert(tile == 2 * L);
  if (n <= L) return sum_of_products<Level, L>(x, x, n);  // the upper half stays 0
  using Half = Lanes<Level, T, L>;
  Half lower = Half::all(0);
  Half upper = Half::all(0);
  const auto add = [&](const T* p, Half& sum) ADALINE_INLINED {
    const Half elements = Half::load(p);
    sum.add_product(elements, elements);
  };
  const auto add_tiles = [&](auto tiles) ADALINE_INLINED {
    for (; n >= tiles.value * tile; n -= tiles.value * tile) {
      for (std::size_t t = 0; t < tiles.value; ++t) add(x + t * tile, lower);
      for (std::size_t t = 0; t < tiles.value; ++t) add(x + t * tile + L, upper);
      x += tiles.value * tile;
    }
  };
  if (tiles_of_half < Level >> 1) add_tiles(Index<tiles_of_half<Level>>{});
  add_tiles(Index<1>{});
  if (n >= L) {
    add(x, lower);
    upper.add_products(x + L, x + L, n - L);
  } else {
    lower.add_products(x, x, n);
  }
  return (lower + upper).fold();
}

}  // namespace
}  // namespace adaline::kernels
