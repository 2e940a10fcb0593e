// An adaptive filter's next row by itself: of a stream that comes in pieces, and with what blocks leave out
// (weights that are lost, desired values that are not finite).
#pragma once

#include "kernels/filter/lag_products.hpp"
#include "kernels/rows/row_product.hpp"

namespace adaline::kernels {
namespace {

// What comes with the next samples; any of them may be null.
template <class T>
struct FilterBuffers {
  const T* desired;
  T* output;
  T* error;

  // What comes of the next n samples, which are then done.
  ADALINE_INLINE void put(const T* outputs, const T* errors, std::size_t n) {
    for (std::size_t i = 0; output != nullptr && i < n; ++i) output[i] = outputs[i];
    put_errors(errors, n);
  }

  // Of samples with desired values that are finite: each output is what the error leaves of its value.
  ADALINE_INLINE void put_learned(const T* errors, std::size_t n) {
    for (std::size_t i = 0; output != nullptr && i < n; ++i) output[i] = desired[i] - errors[i];
    put_errors(errors, n);
  }

 private:
  ADALINE_INLINE void put_errors(const T* errors, std::size_t n) {
    const bool has_errors = desired != nullptr && error != nullptr;
    for (std::size_t i = 0; has_errors && i < n; ++i) error[i] = errors[i];
    if (desired != nullptr) desired += n;
    if (output != nullptr) output += n;
    if (error != nullptr) error += n;
  }
};

// w_after = keep w_before + step v
template <class Target, class T>
ADALINE_INLINE void take_step(T step, const T* v, T keep, const T* before, T* after, std::size_t taps) {
  using V = Vector<Target, T>;
  const auto updated = [&](const V& direction, const V& weights) {
    return multiply_add<Target, T>(V(step), direction, times(V(keep), weights));
  };
  std::size_t j = 0;
  for (; j + V::size <= taps; j += V::size) {
    store_whole(after + j, updated(load<Target>(v + j), load<Target>(before + j)));
  }
  if (j == taps) return;
  const std::size_t n = taps - j;
  store_first(after + j, n, updated(load_first<Target>(v + j, n), load_first<Target>(before + j, n)));
}

// t - z of the row at hand, whose product with the weights `start` is given.
template <class Target, class T>
ADALINE_INLINE T filter_error(const FilterState<T>& f, T t, T product) {
  T error = t - f.powers[f.row - f.begin] * product;
  for (std::size_t i = f.begin; i < f.row; ++i) {
    error = scalar_multiply_add<Target, T>(-effect_of_step(f, i), f.psi[i], error);
  }
  return error;
}

// The newest row, whose lag products are there.
template <class Target, class T>
[[gnu::noinline]] void take_newest_row(FilterState<T>& f, FilterBuffers<T>& next) {
  const T product = row_product<Target>(f.samples + f.newest, f.start, f.taps);
  const auto step_weights = [&](T step) {
    take_step<Target>(step, f.directions + f.newest, f.keep, f.weights(), f.after, f.taps);
  };
  const FilterResult<T> result = take_row(
      f, next.desired, product, [&](T t) { return filter_error<Target>(f, t, product); }, step_weights);
  next.put(&result.output, &result.error, 1);
}

// The next sample, which is in the delay lines.
template <class Target, class T>
ADALINE_INLINE void filter_row(FilterState<T>& f, FilterBuffers<T>& next) {
  using L = LagLanes<Target, T>;
  f.newest = f.place_behind(1);
  move_lag_products<Target>(f, f.newest, 1,
                            [&](std::size_t, const L& products) { products.store(f.lags.products); });
  take_newest_row<Target>(f, next);
}

}  // namespace
}  // namespace adaline::kernels
