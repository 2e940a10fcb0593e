// The definition of an adaptive filter: LMS and its variants on a tapped delay line, sample by sample.
#pragma once

#include "kernels/definition/filter_state.hpp"
#include "kernels/definition/rows.hpp"

namespace adaline::kernels::definition {
namespace {

// A segment ends. What stays of the window in the next one is summed up from its end: the samples that do not
// leave it (those behind the whole segments by themselves), and before them one more for each sample less that
// has left.
template <class Arithmetic, class T>
void begin_segment(const FilterState<T>& f, LagProducts<T>& lags) {
  const std::size_t segment = filter_segment(f.taps);
  const std::size_t whole = filter_whole_segments(f.taps);
  const T* const x = f.samples + f.newest;
  const T* const v = f.directions + f.newest;
  for (std::size_t l = 0; l < f.block_rows; ++l) {
    if (whole > 0) lags.of_segments[lags.next_segment][l] = lags.entered[l];
    lags.entered[l] = 0;
    T sum = 0;
    for (std::size_t age = f.taps - segment; age-- > whole * segment;) {
      sum = Arithmetic::multiply_add(x[age], v[age + l], sum);
    }
    for (std::size_t i = 1; i <= whole; ++i) sum = sum + lags.of_segments[(lags.next_segment + i) % whole][l];
    lags.staying[segment][l] = sum;
    for (std::size_t m = segment; m-- > 0;) {
      const std::size_t age = f.taps - 1 - m;
      sum = sum + x[age] * v[age + l];
      lags.staying[m][l] = sum;
    }
  }
  lags.samples_entered = 0;
  lags.next_segment = whole > 0 ? (lags.next_segment + 1) % whole : 0;
}

// The window moves on by one sample.
template <class Arithmetic, class T>
void move_lag_products(const FilterState<T>& f, LagProducts<T>& lags) {
  const T* const x = f.samples + f.newest;
  const T* const v = f.directions + f.newest;
  ++lags.samples_entered;
  for (std::size_t l = 0; l < f.block_rows; ++l) {
    lags.entered[l] = Arithmetic::multiply_add(x[0], v[l], lags.entered[l]);
    lags.products[l] = lags.staying[lags.samples_entered][l] + lags.entered[l];
  }
  if (lags.samples_entered == filter_segment(f.taps)) begin_segment<Arithmetic>(f, lags);
}

// t - z by the weights that all rows before leave: z is made from the weights that pending steps are not in,
// and what these change is taken off.
template <class Arithmetic, class T>
T filter_error(const FilterState<T>& f, T t, T product) {
  T error = t - f.powers[f.row - f.begin] * product;
  for (std::size_t i = f.begin; i < f.row; ++i) {
    error = Arithmetic::multiply_add(-effect_of_step(f, i), f.psi[i], error);
  }
  return error;
}

// w = keep w + step v
template <class Arithmetic, class T>
void step_weights(FilterState<T>& f, T step) {
  const T* const v = f.directions + f.newest;
  const T* const before = f.weights();
  for (std::size_t j = 0; j < f.taps; ++j) {
    f.after[j] = Arithmetic::multiply_add(step, v[j], f.keep * before[j]);
  }
}

// The next sample, which is in the delay lines.
template <class Arithmetic, class T>
FilterResult<T> filter_sample(FilterState<T>& f, const T* desired) {
  f.newest = f.place_behind(1);
  move_lag_products<Arithmetic>(f, f.lags);
  const T product = row_product<Arithmetic>(f.samples + f.newest, f.start, f.taps);
  return take_row(
      f, desired, product, [&](T t) { return filter_error<Arithmetic>(f, t, product); },
      [&](T step) { step_weights<Arithmetic>(f, step); });
}

// Any of `desired`, `output` and `error` may be null.
template <class Arithmetic, class T>
void filter(FilterState<T>& f, const T* input, const T* desired, T* output, T* error, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    put_ahead(f, input + i, 1);
    const FilterResult<T> result = filter_sample<Arithmetic>(f, desired != nullptr ? desired + i : nullptr);
    if (output != nullptr) output[i] = result.output;
    if (error != nullptr && desired != nullptr) error[i] = result.error;
  }
}

}  // namespace
}  // namespace adaline::kernels::definition
