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

// In which lane the sum of each of Count registers ends up, folded pair by pair from h = W/2 down. A last one left is
// folded with itself.
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

template <class Level, class T>
struct TransposedFold {
  using R = Register<Level, T>;
  static constexpr std::size_t width = R::size;

  // Count registers whose rows have 2 H lanes each become one, as far as pairs of them go.
  template <std::size_t H, std::size_t Count>
  static ADALINE_INLINE R join(const R (&rows)[Count]) {
    if constexpr (Count == 1) {
      return rows[0];
    } else {
      R half[Count / 2];
      unroll<Count / 2>(
          [&](auto i) ADALINE_INLINED { half[i.value] = pair<H>(rows[2 * i.value], rows[2 * i.value + 1]); });
      return join<H / 2>(half);
    }
  }

  // The sums of Count registers that were joined into one, in their order; then + 0.
  template <std::size_t Count>
  static ADALINE_INLINE R sums(const R& joined) {
    // (Beginning with another order of rows would save the permutation, but memory is read the faster the straighter one
    // goes through it.)
    const auto in_order = reordered<Count>(with_itself<width / Count / 2>(joined).data, all_lanes);
    return R(in_order + R(T(0)).data);
  }

 private:
  static constexpr std::size_t in_16_bytes = 16 / sizeof(T);
  static constexpr std::make_index_sequence<width> all_lanes{};

  template <std::size_t Count>
  static constexpr LaneOrder<width, in_16_bytes, Count> order{};

  template <std::size_t H, bool Upper, class V, std::size_t... I>
  static ADALINE_INLINE V halves(V a, V b, std::index_sequence<I...>) {
    return __builtin_shufflevector(a, b, half_source<width, in_16_bytes>(I, H, Upper)...);
  }

  template <std::size_t H>
  static ADALINE_INLINE R pair(const R& a, const R& b) {
    return R(halves<H, false>(a.data, b.data, all_lanes) + halves<H, true>(a.data, b.data, all_lanes));
  }

  // Fewer rows than lanes: what is left of each is in one register.
  template <std::size_t H>
  static ADALINE_INLINE R with_itself(const R& r) {
    if constexpr (H == 0) {
      return r;
    } else {
      return with_itself<H / 2>(pair<H>(r, r));
    }
  }

  template <std::size_t Count, class V, std::size_t... I>
  static ADALINE_INLINE V reordered(V v, std::index_sequence<I...>) {
    return __builtin_shufflevector(v, v, order<Count>.lane_of_register[I]...);
  }
};

}  // namespace
}  // namespace adaline::kernels
