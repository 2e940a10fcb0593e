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

// The window moves on by `rows` samples, the last of which is at `place`; row[k] gets the lag products of the
// k-th, unless it is null.
template <class Target, class T>
[[gnu::noinline]] void move_lag_products(const FilterState<T>& f, std::size_t place, std::size_t rows,
                                         double (*row)[filter_block_rows<T>], LagProducts<T>& lags) {
  auto running = RunningLags<Target, T>::load(lags);
  const double* x = f.wide_samples + place + rows;
  const double* v = f.wide_directions + place + rows;
  std::size_t until_taken = f.taps - lags.samples_entered;
  for (std::size_t k = 0; k < rows; ++k) {
    running.move(--x, --v, f.taps);
    if (--until_taken == 0) {
      running.take_entered();
      until_taken = f.taps;
    }
    if (row != nullptr) running.products.store(row[k]);
  }
  running.store(lags);
  lags.samples_entered = f.taps - until_taken;
}

// The rates of a block's rows, and effect[k][l]: what a step of the row l before row k changes in the error of
// row k, where nothing of the block came before it. Element (k, l) means nothing for l = 0 and for l > k.
template <class T>
struct BlockEffects {
  static constexpr std::size_t rows = filter_block_rows<T>;
  T rates[rows];
  alignas(64) T effect[rows][rows];
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

// Of the block that ends at `place`.
template <class Target, class T>
[[gnu::noinline]] void set_effects(const FilterState<T>& f, std::size_t place, LagProducts<T>& lags,
                                   BlockEffects<T>& out) {
  using L = LagLanes<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  alignas(64) double product[B][B];
  move_lag_products<Target>(f, place, B, product, lags);

  // Row l before row k is number k - l: its rate is at reversed[B - 1 - k + l], so that a row's are neighbours.
  double reversed[2 * B];
  for (std::size_t k = 0; k < B; ++k) {
    out.rates[k] = rate_of_row(f, product[k][0]);
    reversed[B - 1 - k] = double(out.rates[k]);
    reversed[2 * B - 1 - k] = 0;
  }
  const L powers = lanes_of_powers<Target>(f);
  for (std::size_t k = 0; k < B; ++k) {
    store_effects<Target>(L::load(reversed + B - 1 - k) * L::load(product[k]) * powers, out.effect[k]);
  }
}

}  // namespace
}  // namespace adaline::kernels
