// Many sums of products at once, folded together.
#pragma once

#include <bit>

#include "row_pointers.hpp"
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

// Sum number q, for First <= q < First + N, is that of the elements at a(at, Index<q>) times those at b(at, Index<q>), with
// the bits of row_product; `at` goes along the elements. Flight of them, a power of two, are summed at a time.
template <class Level, std::size_t Flight, std::size_t First, std::size_t N, class T, class At, class A,
          class B>
ADALINE_INLINE Register<Level, T> products_in_register(std::size_t d, const At& begin, A a, B b) {
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
    At at = begin;
    Sum sum[flight];
    unroll<flight>([&](auto q) ADALINE_INLINED { sum[q.value] = Sum::all(0); });
    const auto add = [&](auto part, auto... rest) ADALINE_INLINED {
      constexpr std::size_t p = decltype(part)::value;
      unroll<n>([&](auto q) ADALINE_INLINED {
        constexpr Index<First + first + decltype(q)::value> product{};
        R& lanes = sum[q.value].part[decltype(part)::value];
        lanes = multiply_add<Level, T>(Sum::template load_part<p>(a(at, product), rest...),
                                       Sum::template load_part<p>(b(at, product), rest...), lanes);
      });
    };
    if (n > 0) {
      std::size_t j = 0;
      for (; j + L <= d; j += L) {
        Sum::for_registers(add);
        at.advance(L);
      }
      if (j < d) Sum::for_registers(add, d - j);
    }
    R row[flight];
    unroll<flight>([&](auto q) ADALINE_INLINED { row[q.value] = sum[q.value].fold_to_register(); });
    joined[pass.value] = Fold::template join<R::size / 2>(row);
  });
  return Fold::template sums<all>(Fold::template join<R::size / 2 / flight>(joined));
}

// N results in lanes; those behind them mean nothing.
template <class Level, std::size_t N, class T>
using Results =
    Lanes<Level, T, (N + Register<Level, T>::size - 1) / Register<Level, T>::size * Register<Level, T>::size>;

// Count sums, as above.
template <class Level, std::size_t Flight, std::size_t Count, class T, class At, class A, class B>
ADALINE_INLINE Results<Level, Count, T> products(std::size_t d, const At& begin, A a, B b) {
  constexpr std::size_t W = Register<Level, T>::size;
  Results<Level, Count, T> result;
  unroll<result.count>([&](auto i) ADALINE_INLINED {
    constexpr std::size_t first = decltype(i)::value * W;
    result.part[i.value] =
        products_in_register<Level, smaller(Flight, W), first, smaller(W, Count - first), T>(d, begin, a, b);
  });
  return result;
}

// N sums of lanes, folded together.
template <class Level, std::size_t N, class T>
ADALINE_INLINE Results<Level, N, T> folded_results(const Lanes<Level, T, row_lanes<T>> (&sum)[N]) {
  constexpr std::size_t W = Register<Level, T>::size;
  Results<Level, N, T> result;
  unroll<result.count>([&](auto i) ADALINE_INLINED {
    constexpr std::size_t first = decltype(i)::value * W;
    constexpr std::size_t n = smaller(W, N - first);
    Lanes<Level, T, row_lanes<T>> of_register[n];
    unroll<n>([&](auto q) ADALINE_INLINED { of_register[q.value] = sum[first + q.value]; });
    result.part[i.value] = folded<Level, n>(of_register);
  });
  return result;
}

// The products of N rows with the weights.
template <class Level, std::size_t Flight, std::size_t N, class T>
ADALINE_INLINE Results<Level, N, T> products_with_weights(const T* x, std::size_t stride, const T* w,
                                                          std::size_t d) {
  struct At {
    RowPointers<N, T> rows;
    const T* weights;
    ADALINE_INLINE void advance(std::size_t elements) {
      rows.advance(elements);
      weights += elements;
    }
  };
  return products<Level, Flight, N, T>(
      d, At{RowPointers<N, T>(x, stride), w},
      [](const At& at, auto r) ADALINE_INLINED { return at.rows[Index<decltype(r)::value>{}]; },
      [](const At& at, auto) ADALINE_INLINED { return at.weights; });
}

}  // namespace
}  // namespace adaline::kernels
