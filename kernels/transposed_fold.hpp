// Folds many rows at once: each addition folds the lanes of two rows, and the sums of all end up in one register. The
// pairs that are added are those of Lanes::fold, so the bits are the same; it takes a third of the instructions.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// Two registers of W lanes hold rows in groups of 2h lanes. The lower halves of all groups of both make one register,
// the upper halves another; this is where lane i of it comes from (b's lanes count from W). Halves of less than 16 bytes
// (E elements) stay in their 16 bytes: moving them further costs another instruction.
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

// In which lane the sum of the row in each of W registers ends up, folded pair by pair from h = W/2 down.
template <std::size_t W, std::size_t E>
struct LaneOrder {
  std::size_t lane_of_register[W] = {};

  constexpr LaneOrder() {
    std::size_t held[W][W] = {};  // lane l of register r holds a part of what register held[r][l] began with
    for (std::size_t r = 0; r < W; ++r) {
      for (std::size_t l = 0; l < W; ++l) held[r][l] = r;
    }
    std::size_t registers = W;
    for (std::size_t h = W / 2; h > 0; h /= 2) {
      registers /= 2;
      for (std::size_t r = 0; r < registers; ++r) {
        std::size_t next[W] = {};
        for (std::size_t l = 0; l < W; ++l) {
          const std::size_t source = half_source<W, E>(l, h, false);
          next[l] = held[2 * r + source / W][source % W];
        }
        for (std::size_t l = 0; l < W; ++l) held[r][l] = next[l];
      }
    }
    for (std::size_t l = 0; l < W; ++l) lane_of_register[held[0][l]] = l;
  }
};

template <class Level, class T>
struct TransposedFold {
  using R = Register<Level, T>;
  static constexpr std::size_t width = R::size;
  static constexpr std::size_t in_16_bytes = 16 / sizeof(T);

  static constexpr LaneOrder<width, in_16_bytes> order{};

  template <std::size_t H, bool Upper, class V, std::size_t... I>
  static ADALINE_INLINE V halves(V a, V b, std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, half_source<width, in_16_bytes>(I, H, Upper)...);
  }

  template <std::size_t H>
  static ADALINE_INLINE R pair(const R& a, const R& b) {
    constexpr std::make_index_sequence<width> all{};
    return R(halves<H, false>(a.data, b.data, all) + halves<H, true>(a.data, b.data, all));
  }

  template <class V, std::size_t... I>
  static ADALINE_INLINE V reordered(V v, std::index_sequence<I...>) {
    return __builtin_shufflevector(v, v, order.lane_of_register[I]...);
  }

  // The sums of W registers, in their order. (Beginning with another order of rows would save this, but memory is read the
  // faster the straighter one goes through it.)
  static ADALINE_INLINE R in_order(const R& sums) {
    return R(reordered(sums.data, std::make_index_sequence<width>{}));
  }

  // Count registers whose rows have 2 H lanes each become one.
  template <std::size_t H, std::size_t Count>
  static ADALINE_INLINE R fold(const R (&rows)[Count]) {
    if constexpr (Count == 1) {
      return rows[0];
    } else {
      R half[Count / 2];
      unroll<Count / 2>(
          [&](auto i) ADALINE_INLINED { half[i.value] = pair<H>(rows[2 * i.value], rows[2 * i.value + 1]); });
      return fold<H / 2>(half);
    }
  }
};

}  // namespace
}  // namespace adaline::kernels
