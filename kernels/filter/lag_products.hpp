// The lag products of a block's rows, and how much its errors enter each other.
#pragma once

#include "kernels/definition/filter_state.hpp"
#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// Of the newest row and those before it, one in each lane.
template <class Target, class T>
using LagLanes = Lanes<Target, double, filter_block_rows<T>>;

// The running lag products, in registers.
template <class Target, class T>
struct RunningLags {
  LagLanes<Target, T> products;
  LagLanes<Target, T> entered;

  static ADALINE_INLINE RunningLags load(const LagProducts<T>& from) {
    return {LagLanes<Target, T>::load(from.products), LagLanes<Target, T>::load(from.entered)};
  }

  ADALINE_INLINE void store(LagProducts<T>& to) const {
    products.store(to.products);
    entered.store(to.entered);
  }

  // x[0] enters the window, and x[taps] leaves it.
  ADALINE_INLINE void move(const double* x, const double* v, std::size_t taps) {
    using L = LagLanes<Target, T>;
    const L enters = L::all(x[0]) * L::load(v);
    L change = enters;
    change.add_product(L::all(-x[taps]), L::load(v + taps));
    products = products + change;
    entered = entered + enters;
  }

  ADALINE_INLINE void take_entered() {
    products = entered;
    entered = LagLanes<Target, T>::all(0);
  }
};

// The window moves on by `rows` samples, the last of which is at `place`; see(k, products) gets the lag
// products of the k-th. `from` and `to` may be the same.
template <class Target, class T, class See>
ADALINE_INLINE void move_lag_products(const FilterState<T>& f, std::size_t place, std::size_t rows,
                                      const LagProducts<T>& from, LagProducts<T>& to, See see) {
  auto running = RunningLags<Target, T>::load(from);
  const double* x = f.wide_samples + place + rows;
  const double* v = f.wide_directions + place + rows;
  std::size_t until_taken = f.taps - from.samples_entered;
  for (std::size_t k = 0; k < rows; ++k) {
    running.move(--x, --v, f.taps);
    if (--until_taken == 0) [[unlikely]] {
      running.take_entered();
      until_taken = f.taps;
    }
    see(k, running.products);
  }
  running.store(to);
  to.samples_entered = f.taps - until_taken;
}

// What is known of a block before its errors: the rates of its rows, and effect[k][l], which is what a step of
// the row l before row k changes in the error of row k. Element (k, l) means nothing for l = 0 and for l > k.
template <class T>
struct BlockAhead {
  static constexpr std::size_t rows = filter_block_rows<T>;
  T rates[rows];
  alignas(64) T effect[rows][rows];
  LagProducts<T> lags;  // at its end
};

// Of all products after the first one: keep^(l - 1).
template <class Target, class T>
ADALINE_INLINE LagLanes<Target, T> lanes_of_powers(const FilterState<T>& f) {
  constexpr std::size_t B = filter_block_rows<T>;
  double lane[B];
  lane[0] = 1;
  for (std::size_t l = 1; l < B; ++l) lane[l] = double(f.powers[l - 1]);
  return LagLanes<Target, T>::load(lane);
}

template <class Target, class T>
ADALINE_INLINE void store_effects(const LagLanes<Target, T>& effects, T* out) {
  ADALINE_UNROLL for (std::size_t i = 0; i < effects.count; ++i) {
    if constexpr (sizeof(T) == sizeof(double)) {
      store_whole(out + i * effects.W, effects.vector[i]);
    } else {
      store_narrowed(out + i * effects.W, effects.vector[i].data);
    }
  }
}

// Row l before row k is number k - l. reversed[B - 1 - k + l] is its rate, so that those of a row are
// neighbours.
template <class Target, class T>
[[gnu::noinline]] void set_effects_of_rates(const FilterState<T>& f, std::size_t place,
                                            const LagProducts<T>& from, BlockAhead<T>& out) {
  using L = LagLanes<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  alignas(64) double product[B][B];
  alignas(64) double power[B];
  move_lag_products<Target>(f, place, B, from, out.lags, [&](std::size_t k, const L& products) {
    products.store(product[k]);
    power[B - 1 - k] = products.vector[0].data[0];
  });
  T rate[B];
  for (std::size_t i = 0; i < B; ++i) rate[i] = rate_of_row(f, power[i]);
  double reversed[2 * B] = {};
  for (std::size_t i = 0; i < B; ++i) reversed[i] = double(rate[i]);
  for (std::size_t k = 0; k < B; ++k) out.rates[k] = rate[B - 1 - k];
  const L powers = lanes_of_powers<Target>(f);
  for (std::size_t k = 0; k < B; ++k) {
    store_effects<Target>(L::load(reversed + B - 1 - k) * L::load(product[k]) * powers, out.effect[k]);
  }
}

// Of the block that ends at `place`, before which the lag products are `from`.
template <class Target, class T>
ADALINE_INLINE void set_effects(const FilterState<T>& f, std::size_t place, const LagProducts<T>& from,
                                BlockAhead<T>& out) {
  using L = LagLanes<Target, T>;
  if (f.normalised || f.keep != T(1)) return set_effects_of_rates<Target>(f, place, from, out);
  const L rate = L::all(double(f.rate));
  move_lag_products<Target>(f, place, out.rows, from, out.lags, [&](std::size_t k, const L& products) {
    store_effects<Target>(rate * products, out.effect[k]);
    out.rates[k] = f.rate;
  });
}

}  // namespace
}  // namespace adaline::kernels
