// A whole block of an adaptive filter's rows: the products of all of them with the weights at its start, the
// errors from these, and one update by all steps. The rows are windows of one delay line, each a sample further
// on: the newest row comes first in memory.
#pragma once

#include "kernels/filter/lag_products.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

// What a block ends with.
template <class T>
struct BlockResults {
  static constexpr std::size_t rows = filter_block_rows<T>;
  T errors[rows];
  T outputs[rows];
  T steps[rows];
};

// x[r] w of the rows of a block, the newest first.
template <class Target, class T>
ADALINE_INLINE RowLanes<Target, T> window_products(const T* x, const T* w, std::size_t taps) {
  constexpr std::size_t B = filter_block_rows<T>;
  if (taps > narrow_features) {
    if constexpr (Target::tile_rows_in_flight > 0) {
      return whole_tile_products<Target, RowStrategy::tiles>(x, 1, w, taps);
    } else {
      return part_of_tile_products<Target>(x, 1, w, taps, B);
    }
  }
  RowLanes<Target, T> sums = RowLanes<Target, T>::all(0);
  for (std::size_t j = 0; j < taps; ++j) {
    sums.add_product(RowLanes<Target, T>::load(x + j), RowLanes<Target, T>::all(w[j]));
  }
  return sums;
}

// `product` holds those of the newest row first.
template <class Target, class T>
ADALINE_INLINE void substitute_forward(const FilterState<T>& f, const T* product, const T* t,
                                       const BlockEffects<T>& effects, BlockResults<T>& out) {
  constexpr std::size_t B = filter_block_rows<T>;
  T psi[B];
  ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) {
    T e = t[k] - f.powers[k] * product[B - 1 - k];
    ADALINE_UNROLL for (std::size_t i = 0; i < k; ++i) {
      e = scalar_multiply_add<Target, T>(-effects.effect[k][k - i], psi[i], e);
    }
    psi[k] = f.sign_error ? sign(e) : e;
    out.errors[k] = e;
    out.outputs[k] = t[k] - e;
    out.steps[k] = effects.rates[k] * psi[k];
  }
}

// Whether all errors and steps are finite.
template <class T>
ADALINE_INLINE bool are_finite(const BlockResults<T>& results) {
  T zero = 0;
  for (std::size_t k = 0; k < results.rows; ++k) {
    zero = zero + (results.errors[k] * T(0) + results.steps[k] * T(0));
  }
  return zero == T(0);
}

// w = keep w + step[k] v[k] for the rows k of a block in their order, of which v[B - 1 - k] is the direction;
// N registers of w together.
template <class Target, bool Leaky, std::size_t N, class T, class Load, class Store>
ADALINE_INLINE void take_steps(const T* v, const T* step, T keep, T* w, Load load_part, Store store_part) {
  using V = Vector<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  V sum[N];
  ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) sum[i] = load_part(w, i);
  ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) {
    const V factor(step[k]);
    ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) {
      if constexpr (Leaky) sum[i] = times(V(keep), sum[i]);
      sum[i] = multiply_add<Target, T>(factor, load_part(v + (B - 1 - k), i), sum[i]);
    }
  }
  ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) store_part(w, i, sum[i]);
}

template <class Target, bool Leaky, class T>
[[gnu::noinline]] void update_weights(const T* v, const T* steps, T keep, T* w, std::size_t taps) {
  using V = Vector<Target, T>;
  constexpr std::size_t W = V::size;
  constexpr std::size_t N = 4;
  const auto load_whole = [](const T* p, std::size_t i) { return load<Target>(p + i * W); };
  const auto put_whole = [](T* p, std::size_t i, const V& sum) { store_whole(p + i * W, sum); };
  std::size_t j = 0;
  for (; j + N * W <= taps; j += N * W) {
    take_steps<Target, Leaky, N>(v + j, steps, keep, w + j, load_whole, put_whole);
  }
  for (; j + W <= taps; j += W) {
    take_steps<Target, Leaky, 1>(v + j, steps, keep, w + j, load_whole, put_whole);
  }
  if (j == taps) return;
  const std::size_t n = taps - j;
  take_steps<Target, Leaky, 1>(
      v + j, steps, keep, w + j, [n](const T* p, std::size_t) { return load_first<Target>(p, n); },
      [n](T* p, std::size_t, const V& sum) { store_first(p, n, sum); });
}

}  // namespace
}  // namespace adaline::kernels
