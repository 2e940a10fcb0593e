// Reduces the lanes of many rows at once: each addition halves the lanes of two rows, and the sums of all end
// up in one register. The pairs of lanes that are added are those of Lanes::reduce, so the bits are the same;
// it takes a third of the instructions.
#pragma once

#include <bit>
#include <utility>

#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// Two registers of W lanes hold rows in groups of 2h lanes. The lower halves of all groups of both make one
// register, the upper halves another; this is where lane i of it comes from (b's lanes count from W). Halves of
// less than 16 bytes (E elements) stay in their 16 bytes: moving them further costs another instruction.
template <std::size_t W, std::size_t E>
constexpr std::size_t half_source(std::size_t i, std::size_t h, bool upper) {
  std::size_t span = W;  // within which halves are gathered
  if (h < E) span = E;
  const std::size_t base = i / span * span;
  const std::size_t groups = span / (2 * h);  // of each register
  const std::size_t group = i % span / h;
  const std::size_t from_b = group < groups ? 0 : W;
  return from_b + base + group % groups * 2 * h + i % h + (upper ? h : 0);
}

// In which lane the sum of each of Count registers ends up, folded pair by pair from h = W/2 down. A last one
// left is folded with itself.
template <std::size_t W, std::size_t E, std::size_t Count>
struct LaneOrder {
  std::size_t lane_of_register[W] = {};

  constexpr LaneOrder() {
    std::size_t held[W][W] = {};  // lane l of register r holds a part of what register held[r][l] began with
    for (std::size_t r = 0; r < W; ++r) {
      for (std::size_t l = 0; l < W; ++l) held[r][l] = r;
    }
    std::size_t registers = Count;
    for (std::size_t h = W / 2; h > 0; h /= 2) {
      const std::size_t pairs = registers > 1 ? registers / 2 : 1;
      for (std::size_t r = 0; r < pairs; ++r) {
        std::size_t next[W] = {};
        for (std::size_t l = 0; l < W; ++l) {
          const std::size_t source = half_source<W, E>(l, h, false);
          const std::size_t second = registers > 1 ? 2 * r + 1 : 0;
          next[l] = held[source < W ? 2 * r : second][source % W];
        }
        for (std::size_t l = 0; l < W; ++l) held[r][l] = next[l];
      }
      registers = pairs;
    }
    for (std::size_t l = 0; l < W; ++l) lane_of_register[held[0][l]] = l;
  }
};

template <class Target, class T>
struct TransposedReduction {
  using V = Vector<Target, T>;
  static constexpr std::size_t W = V::size;

  // Count registers whose rows have 2 H lanes each become one, as far as pairs of them go.
  template <std::size_t H, std::size_t Count>
  static ADALINE_INLINE V join(const V (&rows)[Count]) {
    if constexpr (Count == 1) {
      return rows[0];
    } else {
      V half[Count / 2];
      ADALINE_UNROLL for (std::size_t i = 0; i < Count / 2; ++i) {
        half[i] = halve<H>(rows[2 * i], rows[2 * i + 1]);
      }
      return join<H / 2>(half);
    }
  }

  // The sums of Count registers that were joined into one, in their order; then + 0.
  template <std::size_t Count>
  static ADALINE_INLINE V sums(const V& joined) {
    // Another order of the rows at the start would save the permutation, but rows are loaded fastest in their
    // order.
    const auto in_order = reordered<Count>(with_itself<W / Count / 2>(joined).data, all_lanes);
    return V(in_order + V(T(0)).data);
  }

 private:
  static constexpr std::size_t in_16_bytes = 16 / sizeof(T);
  static constexpr std::make_index_sequence<W> all_lanes{};

  template <std::size_t Count>
  static constexpr LaneOrder<W, in_16_bytes, Count> order{};

  template <std::size_t H, bool Upper, class R, std::size_t... I>
  static ADALINE_INLINE R halves(R a, R b, std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, half_source<W, in_16_bytes>(I, H, Upper)...);
  }

  template <std::size_t H>
  static ADALINE_INLINE V halve(const V& a, const V& b) {
    return V(halves<H, false>(a.data, b.data, all_lanes) + halves<H, true>(a.data, b.data, all_lanes));
  }

  // Fewer rows than lanes: what is left of each is in one register.
  template <std::size_t H>
  static ADALINE_INLINE V with_itself(const V& v) {
    if constexpr (H == 0) {
      return v;
    } else {
      return with_itself<H / 2>(halve<H>(v, v));
    }
  }

  template <std::size_t Count, class R, std::size_t... I>
  static ADALINE_INLINE R reordered(R v, std::index_sequence<I...>) {
    return __builtin_shufflevector(v, v, order<Count>.lane_of_register[I]...);
  }
};

}  // namespace
}  // namespace adaline::kernels
