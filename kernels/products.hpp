// Many sums of products at once, folded together.
#pragma once

#include <bit>

#include "transposed_fold.hpp"

namespace adaline::kernels {
namespace {

// The sums of N rows of lanes (at most as many as a register has), folded together.
template <class Level, std::size_t N, class T>
ADALINE_INLINE Register<Level, T> folded(const Lanes<Level, T, row_lanes<T>> (&sum)[N]) {
  using R = Register<Level, T>;
  using Fold = TransposedFold<Level, T>;
  constexpr std::size_t all = std::bit_ceil(N);
  R row[all];
  unroll<all>([&](auto q) ADALINE_INLINED {
    if constexpr (decltype(q)::value < N) {
      row[q.value] = sum[q.value].fold_to_register();
    } else {
      row[q.value] = R(T(0));
    }
  });
  return Fold::template sums<all>(Fold::template join<R::size / 2>(row));
}

// Sum number q, for First <= q < First + N, is that of a(Index<q>)[j] * b(Index<q>)[j], with the bits of row_product.
// Flight of them, a power of two, are summed at a time.
template <class Level, std::size_t Flight, std::size_t First, std::size_t N, class T, class A, class B>
ADALINE_INLINE Register<Level, T> products_in_register(std::size_t d, A a, B b) {
  using R = Register<Level, T>;
  using Fold = TransposedFold<Level, T>;
  using Sum = Lanes<Level, T, row_lanes<T>>;
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t all = std::bit_ceil(N);
  static_assert(std::has_single_bit(Flight));
  constexpr std::size_t flight = smaller(Flight, all);
  R joined[all / flight];
  unroll<all / flight>([&](auto pass) ADALINE_INLINED {
    constexpr std::size_t first = decltype(pass)::value * flight;
    constexpr std::size_t n = first < N ? smaller(flight, N - first) : 0;
    Sum sum[flight];
    unroll<flight>([&](auto q) ADALINE_INLINED { sum[q.value] = Sum::all(0); });
    const auto add = [&](std::size_t j, auto... rest) ADALINE_INLINED {
      unroll<n>([&](auto q) ADALINE_INLINED {
        constexpr Index<First + first + decltype(q)::value> product{};
        sum[q.value].add_product(Sum::load(a(product) + j, rest...), Sum::load(b(product) + j, rest...));
      });
    };
    std::size_t j = 0;
    if (n > 0) {
      for (; j + L <= d; j += L) add(j);
      if (j < d) add(j, d - j);
    }
    R row[flight];
    unroll<flight>([&](auto q) ADALINE_INLINED { row[q.value] = sum[q.value].fold_to_register(); });
    joined[pass.value] = Fold::template join<R::size / 2>(row);
  });
  return Fold::template sums<all>(Fold::template join<R::size / 2 / flight>(joined));
}

// Room for n results that are stored as whole registers.
template <class Level, class T>
constexpr std::size_t room_in_registers(std::size_t n) {
  constexpr std::size_t W = Register<Level, T>::size;
  return (n + W - 1) / W * W;
}

// Calls take(Index<i>, register i) with the registers that hold Count products.
template <class Level, std::size_t Flight, std::size_t Count, class T, class A, class B, class Take>
ADALINE_INLINE void products(std::size_t d, A a, B b, Take take) {
  constexpr std::size_t W = Register<Level, T>::size;
  unroll<(Count + W - 1) / W>([&](auto i) ADALINE_INLINED {
    constexpr std::size_t first = decltype(i)::value * W;
    take(i, products_in_register<Level, smaller(Flight, W), first, smaller(W, Count - first), T>(d, a, b));
  });
}

}  // namespace
}  // namespace adaline::kernels
