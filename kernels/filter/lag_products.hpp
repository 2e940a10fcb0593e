// The lag products of a block's rows, and how much its errors enter each other.
#pragma once

#include "kernels/definition/filter_state.hpp"
#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// Of the newest row and those before it, one in each lane.
template <class Target, class T>
using LagLanes = Lanes<Target, T, filter_block_rows<T>>;

// A segment ends with the sample at x, whose direction is at v: definition/filter.hpp.
template <class Target, class T>
[[gnu::noinline]] void begin_segment(std::size_t taps, const T* x, const T* v, LagProducts<T>& lags) {
  using L = LagLanes<Target, T>;
  const std::size_t segment = filter_segment(taps);
  const std::size_t whole = filter_whole_segments(taps);
  L sum = L::all(0);
  for (std::size_t age = taps - segment; age-- > whole * segment;) {
    sum.add_product(L::all(x[age]), L::load(v + age));
  }
  if (whole > 0) {
    L::load(lags.entered).store(lags.of_segments[lags.next_segment]);
    if (++lags.next_segment == whole) lags.next_segment = 0;
    std::size_t at = lags.next_segment;  // the oldest one
    for (std::size_t i = 0; i < whole; ++i) {
      sum = sum + L::load(lags.of_segments[at]);
      if (++at == whole) at = 0;
    }
  }
  sum.store(lags.staying[segment]);
  for (std::size_t m = segment; m-- > 0;) {
    const std::size_t age = taps - 1 - m;
    sum = sum + L::all(x[age]) * L::load(v + age);
    sum.store(lags.staying[m]);
  }
}

// The window moves on by `rows` samples, the last of which is at `place`; see(k, products) gets the lag
// products of the k-th.
template <class Target, class T, class See>
ADALINE_INLINE void move_lag_products(FilterState<T>& f, std::size_t place, std::size_t rows, See see) {
  using L = LagLanes<Target, T>;
  LagProducts<T>& lags = f.lags;
  const std::size_t segment = filter_segment(f.taps);
  const T* x = f.samples + place + rows;
  const T* v = f.directions + place + rows;
  L entered = L::load(lags.entered);
  std::size_t m = lags.samples_entered;
  for (std::size_t k = 0; k < rows; ++k) {
    --x;
    --v;
    entered.add_product(L::all(x[0]), L::load(v));
    see(k, L::load(lags.staying[++m]) + entered);
    if (m == segment) [[unlikely]] {
      entered.store(lags.entered);
      begin_segment<Target>(f.taps, x, v, lags);
      entered = L::all(0);
      m = 0;
    }
  }
  entered.store(lags.entered);
  lags.samples_entered = m;
}

// What is known of a block before its errors: the lag products and the rates of its rows, and effect[k][l],
// which is what a step of the row l before row k changes in the error of row k. Element (k, l) of it means
// nothing for l = 0 and for l > k.
template <class T>
struct BlockAhead {
  static constexpr std::size_t rows = filter_block_rows<T>;
  alignas(64) T products[rows][rows];
  alignas(64) T effect[rows][rows];
  T rates[rows];
  bool has_rate_of_zero = false;  // definition/filter_state.hpp: effect_of_step()
};

// Of all products after the first one: keep^(l - 1).
template <class Target, class T>
ADALINE_INLINE LagLanes<Target, T> lanes_of_powers(const FilterState<T>& f) {
  constexpr std::size_t B = filter_block_rows<T>;
  T lane[B];
  lane[0] = 1;
  for (std::size_t l = 1; l < B; ++l) lane[l] = f.powers[l - 1];
  return LagLanes<Target, T>::load(lane);
}

// Row l before row k is number k - l. rate[B - 1 - k + l] is its rate, so that those of a row are neighbours.
template <class Target, class T>
[[gnu::noinline]] void set_effects_of_rates(FilterState<T>& f, std::size_t place, BlockAhead<T>& out) {
  using L = LagLanes<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  alignas(64) T power[B];
  move_lag_products<Target>(f, place, B, [&](std::size_t k, const L& products) {
    products.store(out.products[k]);
    power[B - 1 - k] = products.vector[0].data[0];
  });
  T rate[2 * B] = {};
  for (std::size_t i = 0; i < B; ++i) rate[i] = rate_of_row(f, power[i]);
  out.has_rate_of_zero = false;
  for (std::size_t k = 0; k < B; ++k) {
    out.rates[k] = rate[B - 1 - k];
    out.has_rate_of_zero |= out.rates[k] == T(0);
  }
  const L powers = lanes_of_powers<Target>(f);
  for (std::size_t k = 0; k < B; ++k) {
    (L::load(rate + B - 1 - k) * L::load(out.products[k]) * powers).store(out.effect[k]);
  }
}

// Of the block that ends at `place`, behind the samples that are in the lag products.
template <class Target, class T>
ADALINE_INLINE void set_effects(FilterState<T>& f, std::size_t place, BlockAhead<T>& out) {
  using L = LagLanes<Target, T>;
  if (f.normalised || f.keep != T(1)) return set_effects_of_rates<Target>(f, place, out);
  const L rate = L::all(f.rate);
  move_lag_products<Target>(f, place, out.rows, [&](std::size_t k, const L& products) {
    products.store(out.products[k]);
    (rate * products).store(out.effect[k]);
    out.rates[k] = f.rate;
  });
}

}  // namespace
}  // namespace adaline::kernels
