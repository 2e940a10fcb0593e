// Rows that lie one after the other, as columns: by shuffles of registers. Loading the elements one by one
// takes three times as long.
#pragma once

#include <utility>

#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
struct Columns {
  using V = Vector<Target, T>;
  static constexpr std::size_t W = V::size;

  // `in` holds W rows of D elements; column[j] gets element j of each.
  template <std::size_t D>
  static ADALINE_INLINE void of(const V (&in)[D], V (&column)[D]) {
    if constexpr (D == 1) {
      column[0] = in[0];
    } else if constexpr (D % 2 == 0) {
      // Even and odd elements apart: rows of half the length each.
      V even[D / 2], odd[D / 2], even_columns[D / 2], odd_columns[D / 2];
      ADALINE_UNROLL for (std::size_t i = 0; i < D / 2; ++i) {
        even[i] = every_second<0>(in[2 * i], in[2 * i + 1]);
        odd[i] = every_second<1>(in[2 * i], in[2 * i + 1]);
      }
      of(even, even_columns);
      of(odd, odd_columns);
      ADALINE_UNROLL for (std::size_t i = 0; i < D / 2; ++i) {
        column[2 * i] = even_columns[i];
        column[2 * i + 1] = odd_columns[i];
      }
    } else {
      gather(in, column, std::make_index_sequence<D>{});
    }
  }

 private:
  static constexpr std::make_index_sequence<W> all_lanes{};

  template <std::size_t First, class R, std::size_t... I>
  static ADALINE_INLINE R take_every_second(R a, R b, std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, (2 * I + First)...);
  }
  template <std::size_t First>
  static ADALINE_INLINE V every_second(const V& a, const V& b) {
    return V(take_every_second<First>(a.data, b.data, all_lanes));
  }

  // Lane i of column j out of D registers is element i * D + j. What lane i takes when register r joins those
  // before it, of which `so_far` holds what they gave.
  template <std::size_t D>
  static constexpr int source(std::size_t i, std::size_t j, std::size_t r) {
    const std::size_t element = i * D + j;
    if (element / W == r) return static_cast<int>(W + element % W);
    if (element / W > r) return -1;
    return static_cast<int>(r == 1 ? element % W : i);
  }
  template <std::size_t D, std::size_t J, std::size_t Register, class R, std::size_t... I>
  static ADALINE_INLINE R joined(R so_far, R next, std::index_sequence<I...>) {
    return __builtin_shufflevector(so_far, next, source<D>(I, J, Register)...);
  }
  // Column J, from register `Register` on.
  template <std::size_t J, std::size_t Register, std::size_t D>
  static ADALINE_INLINE V gathered(const V (&in)[D], const V& so_far) {
    if constexpr (Register == D) {
      return so_far;
    } else {
      return gathered<J, Register + 1>(in,
                                       V(joined<D, J, Register>(so_far.data, in[Register].data, all_lanes)));
    }
  }
  template <std::size_t D, std::size_t... J>
  static ADALINE_INLINE void gather(const V (&in)[D], V (&column)[D], std::index_sequence<J...>) {
    ((column[J] = gathered<J, 1>(in, in[0])), ...);
  }
};

}  // namespace
}  // namespace adaline::kernels
