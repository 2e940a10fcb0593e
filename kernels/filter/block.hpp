// A whole block of an adaptive filter's rows: the products of all of them with the weights at its start, the
// errors from these, and one update by all steps. The rows are windows of one delay line, each a sample further
// on: the newest row comes first in memory.
#pragma once

#include "kernels/filter/lag_products.hpp"
#include "kernels/filter/window.hpp"
#include "kernels/rows/tile.hpp"

namespace adaline::kernels {
namespace {

// What a block ends with.
template <class T>
struct BlockResults {
  static constexpr std::size_t rows = filter_block_rows<T>;
  T errors[rows];
  T steps[rows];
};

// sum[R] += x[R ..] w for all rows R of a block, by one register of the weights.
template <class Target, class T, std::size_t... R>
ADALINE_INLINE void add_window_products(const T* x, const Vector<Target, T>& a, const Vector<Target, T>& b,
                                        const Vector<Target, T>& weights, RowLanes<Target, T>* sum,
                                        std::index_sequence<R...>) {
  ((sum[R].vector[0] = multiply_add<Target, T>(window<Target, R>(x, a, b), weights, sum[R].vector[0])), ...);
}

// Of levels with a register for the lanes of a row. What is read behind the windows is multiplied by 0.
template <class Target, class T>
ADALINE_INLINE RowLanes<Target, T> slid_window_products(const T* x, const T* w, std::size_t taps) {
  using V = Vector<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  static_assert(B == V::size);
  constexpr std::make_index_sequence<B> rows{};
  RowLanes<Target, T> sum[B];
  ADALINE_UNROLL for (std::size_t r = 0; r < B; ++r) sum[r] = RowLanes<Target, T>::all(0);
  V a = load<Target>(x);
  std::size_t j = 0;
  for (; j + B <= taps; j += B) {
    const V b = load<Target>(x + j + B);
    add_window_products<Target, T>(x + j, a, b, load<Target>(w + j), sum, rows);
    a = b;
  }
  if (j < taps) {
    const V b = load<Target>(x + j + B);
    add_window_products<Target, T>(x + j, a, b, load_first<Target>(w + j, taps - j), sum, rows);
  }
  return reduced<Target>(sum);
}

// x[r] w of the rows of a block, the newest first.
template <class Target, class T>
ADALINE_INLINE RowLanes<Target, T> window_products(const T* x, const T* w, std::size_t taps) {
  constexpr std::size_t B = filter_block_rows<T>;
  if (taps > narrow_features) {
    if constexpr (Target::slides_windows) {
      return slid_window_products<Target>(x, w, taps);
    } else if constexpr (Target::tile_rows_in_flight > 0) {
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

// `product` holds those of the newest row first. Returns whether all errors and steps are finite, which is
// summed up beside them: what was just stored piece by piece cannot be loaded at once.
template <class Target, bool SignError, bool Leaky, class T>
ADALINE_INLINE bool substitute_forward(const FilterState<T>& f, const T* product, const T* t,
                                       const BlockAhead<T>& block, BlockResults<T>& out) {
  constexpr std::size_t B = filter_block_rows<T>;
  T psi[B];
  T zero = 0;
  ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) {
    T e = t[k] - (Leaky ? f.powers[k] * product[B - 1 - k] : product[B - 1 - k]);
    ADALINE_UNROLL for (std::size_t i = 0; i < k; ++i) {
      e = scalar_multiply_add<Target, T>(-block.effect[k][k - i], psi[i], e);
    }
    psi[k] = SignError ? sign(e) : e;
    out.errors[k] = e;
    out.steps[k] = block.rates[k] * psi[k];
    zero = scalar_multiply_add<Target, T>(out.steps[k], T(0), zero);
    if constexpr (SignError) zero = scalar_multiply_add<Target, T>(e, T(0), zero);
  }
  return zero == T(0);
}

// One register of weights takes the steps of a block's rows in their order: v[B - 1 - k ..] is the direction of
// row k.
template <class Target, bool Leaky, class T, std::size_t... K>
ADALINE_INLINE Vector<Target, T> with_steps(const T* v, const Vector<Target, T>& a, const Vector<Target, T>& b,
                                            const Vector<Target, T>* steps, const Vector<Target, T>& keep,
                                            Vector<Target, T> weights, std::index_sequence<K...>) {
  constexpr std::size_t last = sizeof...(K) - 1;
  ((weights = multiply_add<Target, T>(steps[K], window<Target, last - K>(v, a, b),
                                      Leaky ? times(keep, weights) : weights)),
   ...);
  return weights;
}

// Of levels whose registers hold the steps of all rows.
template <class Target, bool Leaky, class T>
ADALINE_INLINE void update_by_slid_windows(const T* v, const T* steps, T keep, T* w, std::size_t taps) {
  using V = Vector<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  constexpr std::make_index_sequence<B> rows{};
  V step[B];
  ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) step[k] = V(steps[k]);
  const V kept(keep);
  V a = load<Target>(v);
  std::size_t j = 0;
  for (; j + 2 * B <= taps; j += 2 * B) {
    const V b = load<Target>(v + j + B);
    const V c = load<Target>(v + j + 2 * B);
    const V first = with_steps<Target, Leaky, T>(v + j, a, b, step, kept, load<Target>(w + j), rows);
    const V second = with_steps<Target, Leaky, T>(v + j + B, b, c, step, kept, load<Target>(w + j + B), rows);
    store_whole(w + j, first);
    store_whole(w + j + B, second);
    a = c;
  }
  for (; j < taps; j += B) {
    const std::size_t n = smaller(B, taps - j);
    const V b = load<Target>(v + j + B);
    store_first(w + j, n,
                with_steps<Target, Leaky, T>(v + j, a, b, step, kept, load_first<Target>(w + j, n), rows));
    a = b;
  }
}

// w = keep w + step[k] v[k] for the rows k of a block in their order, of which v[B - 1 - k] is the direction;
// N registers of w together.
template <class Target, bool Leaky, std::size_t N, class T, class Step>
ADALINE_INLINE void take_steps(const T* v, const T* steps, T keep, T* w, Step step) {
  using V = Vector<Target, T>;
  constexpr std::size_t B = filter_block_rows<T>;
  V sum[N];
  ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) sum[i] = step.load(w, i);
  ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) {
    const V factor(steps[k]);
    ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) {
      if constexpr (Leaky) sum[i] = times(V(keep), sum[i]);
      sum[i] = multiply_add<Target, T>(factor, step.load(v + (B - 1 - k), i), sum[i]);
    }
  }
  ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) step.store(w, i, sum[i]);
}

template <class Target, bool Leaky, class T>
ADALINE_INLINE void update_by_loaded_windows(const T* v, const T* steps, T keep, T* w, std::size_t taps) {
  constexpr std::size_t W = width<Target, T>;
  constexpr std::size_t N = 4;
  constexpr WholeStep<Target, T> whole;
  std::size_t j = 0;
  for (; j + N * W <= taps; j += N * W) take_steps<Target, Leaky, N>(v + j, steps, keep, w + j, whole);
  for (; j + W <= taps; j += W) take_steps<Target, Leaky, 1>(v + j, steps, keep, w + j, whole);
  if (j < taps) take_steps<Target, Leaky, 1>(v + j, steps, keep, w + j, LastStep<Target, T>{taps - j});
}

template <class Target, bool Leaky, class T>
ADALINE_INLINE void update_weights(const T* v, const T* steps, T keep, T* w, std::size_t taps) {
  if constexpr (Target::slides_windows) {
    update_by_slid_windows<Target, Leaky>(v, steps, keep, w, taps);
  } else {
    update_by_loaded_windows<Target, Leaky>(v, steps, keep, w, taps);
  }
}

}  // namespace
}  // namespace adaline::kernels
