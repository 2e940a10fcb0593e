// Rows that lie one after the other, as columns. Shuffles of registers: loading the elements one by one takes three times
// as long.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

template <class Level, class T>
struct Columns {
  using R = Register<Level, T>;
  static constexpr std::size_t width = R::size;

  // `in` holds as many rows of D elements as a register has lanes; column[j] gets element j of each.
  template <std::size_t D>
  static ADALINE_INLINE void of(const R (&in)[D], R (&column)[D]) {
    if constexpr (D == 1) {
      column[0] = in[0];
    } else if constexpr (D % 2 == 0) {
      // Even and odd elements apart: rows of half the length each.
      R half[2][D / 2];
      R of_half[2][D / 2];
      unroll<D / 2>([&](auto i) ADALINE_INLINED {
        half[0][i.value] = every_second<0>(in[2 * i.value], in[2 * i.value + 1]);
        half[1][i.value] = every_second<1>(in[2 * i.value], in[2 * i.value + 1]);
      });
      of(half[0], of_half[0]);
      of(half[1], of_half[1]);
      unroll<D>([&](auto j) ADALINE_INLINED { column[j.value] = of_half[j.value % 2][j.value / 2]; });
    } else {
      unroll<D>([&](auto j) ADALINE_INLINED { column[j.value] = gathered<j.value>(in); });
    }
  }

 private:
  static constexpr std::make_index_sequence<width> all_lanes{};

  template <std::size_t First, class V, std::size_t... I>
  static ADALINE_INLINE V take_every_second(V a, V b, std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, (2 * I + First)...);
  }
  template <std::size_t First>
  static ADALINE_INLINE R every_second(const R& a, const R& b) {
    return R(take_every_second<First>(a.data, b.data, all_lanes));
  }

  // Lane i of column j out of D registers is element i * D + j. What lane i takes when register r joins those before it,
  // of which `so_far` holds what they gave.
  template <std::size_t D>
  static constexpr int source(std::size_t i, std::size_t j, std::size_t r) {
    const std::size_t element = i * D + j;
    if (element / width == r) return static_cast<int>(width + element % width);
    if (element / width > r) return -1;
    return static_cast<int>(r == 1 ? element % width : i);
  }
  template <std::size_t D, std::size_t J, std::size_t Register, class V, std::size_t... I>
  static ADALINE_INLINE V joined(V so_far, V next, std::index_sequence<I...>) {
    return __builtin_shufflevector(so_far, next, source<D>(I, J, Register)...);
  }
  template <std::size_t J, std::size_t D>
  static ADALINE_INLINE R gathered(const R (&in)[D]) {
    R column = in[0];
    unroll<D - 1>([&](auto r) ADALINE_INLINED {
      column = R(joined<D, J, r.value + 1>(column.data, in[r.value + 1].data, all_lanes));
    });
    return column;
  }
};

}  // namespace
}  // namespace adaline::kernels
