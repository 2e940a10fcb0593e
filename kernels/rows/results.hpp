// Many sums over the columns of rows, F of them in flight, reduced together.
#pragma once

#include <bit>
#include <utility>

#include "kernels/simd/lanes.hpp"
#include "kernels/simd/transposed_reduction.hpp"

namespace adaline::kernels {
namespace {

// N results in lanes; those behind them mean nothing.
template <class Target, std::size_t N, class T>
using Results = Lanes<Target, T, (N + width<Target, T> - 1) / width<Target, T> * width<Target, T>>;

// The lanes of Count sums, then zeros up to F, joined to one register as far as pairs of them go.
template <class Target, std::size_t F, std::size_t Count, class T>
ADALINE_INLINE Vector<Target, T> joined(const RowLanes<Target, T>* sum) {
  using V = Vector<Target, T>;
  V row[F];
  ADALINE_UNROLL for (std::size_t q = 0; q < F; ++q) row[q] = q < Count ? sum[q].reduce_to_vector() : V(T(0));
  return TransposedReduction<Target, T>::template join<V::size / 2>(row);
}

// `Sums` says what is summed: sums.lanes<First, Count>(sum) sets the lanes of Count sums from number First on.
template <class T, class Target, std::size_t F, std::size_t First, std::size_t Count, class Sums>
ADALINE_INLINE Vector<Target, T> joined_pass(const Sums& sums) {
  if constexpr (Count == 0) {
    return Vector<Target, T>(T(0));
  } else {
    RowLanes<Target, T> sum[Count];
    sums.template lanes<First, Count>(sum);
    return joined<Target, F, Count>(sum);
  }
}

// How many of N sums are left for a pass, F at a time.
constexpr std::size_t sums_of_pass(std::size_t n, std::size_t f, std::size_t pass) {
  return n > pass * f ? smaller(f, n - pass * f) : 0;
}

// The sums First .. First + N - 1, N <= width, in one register.
template <class T, class Target, std::size_t F, std::size_t First, std::size_t N, class Sums,
          std::size_t... Pass>
ADALINE_INLINE Vector<Target, T> results_in_register(const Sums& sums, std::index_sequence<Pass...>) {
  using V = Vector<Target, T>;
  using Reduction = TransposedReduction<Target, T>;
  const V passes[] = {joined_pass<T, Target, F, First + Pass * F, sums_of_pass(N, F, Pass)>(sums)...};
  return Reduction::template sums<sizeof...(Pass) * F>(Reduction::template join<V::size / 2 / F>(passes));
}

template <class T, class Target, std::size_t F, std::size_t First, std::size_t N, class Sums>
ADALINE_INLINE Vector<Target, T> results_in_register(const Sums& sums) {
  static_assert(std::has_single_bit(F));
  constexpr std::size_t all = std::bit_ceil(N);
  constexpr std::size_t in_flight = smaller(F, all);
  return results_in_register<T, Target, in_flight, First, N>(sums, std::make_index_sequence<all / in_flight>{});
}

template <class T, class Target, std::size_t F, std::size_t N, class Sums, std::size_t... I>
ADALINE_INLINE Results<Target, N, T> results_of(const Sums& sums, std::index_sequence<I...>) {
  constexpr std::size_t W = width<Target, T>;
  return {{results_in_register<T, Target, F, I * W, smaller(W, N - I * W)>(sums)...}};
}

// All N sums, F (a power of two) of them in flight at a time.
template <class T, class Target, std::size_t F, std::size_t N, class Sums>
ADALINE_INLINE Results<Target, N, T> results_of(const Sums& sums) {
  return results_of<T, Target, smaller(F, width<Target, T>), N>(
      sums, std::make_index_sequence<Results<Target, N, T>::count>{});
}

// Sums that are there already.
template <class Target, class T>
struct SumsInLanes {
  const RowLanes<Target, T>* sum;

  template <std::size_t First, std::size_t Count>
  ADALINE_INLINE void lanes(RowLanes<Target, T>* out) const {
    ADALINE_UNROLL for (std::size_t q = 0; q < Count; ++q) out[q] = sum[First + q];
  }
};

template <class Target, std::size_t N, class T>
ADALINE_INLINE Results<Target, N, T> reduced(const RowLanes<Target, T> (&sum)[N]) {
  return results_of<T, Target, std::bit_ceil(N), N>(SumsInLanes<Target, T>{sum});
}

}  // namespace
}  // namespace adaline::kernels
