// The definition of an adaptive filter: LMS and its variants on a tapped delay line, sample by sample.
#pragma once

#include "kernels/definition/filter_state.hpp"
#include "kernels/definition/rows.hpp"

namespace adaline::kernels::definition {
namespace {

// The window moves on by one sample: x[0] enters it, and x[taps] leaves it.
template <class Arithmetic, class T>
void move_lag_products(const FilterState<T>& f, LagProducts<T>& lags) {
  const double* const x = f.wide_samples + f.newest;
  const double* const v = f.wide_directions + f.newest;
  for (std::size_t l = 0; l < f.block_rows; ++l) {
    const double enters = x[0] * v[l];
    const double change = Arithmetic::multiply_add(-x[f.taps], v[f.taps + l], enters);
    lags.products[l] = lags.products[l] + change;
    lags.entered[l] = lags.entered[l] + enters;
  }
  if (++lags.samples_entered < f.taps) return;
  for (std::size_t l = 0; l < f.block_rows; ++l) {
    lags.products[l] = lags.entered[l];
    lags.entered[l] = 0;
  }
  lags.samples_entered = 0;
}

// t - z by the weights that all rows before leave: z is made from the weights that pending steps are not in,
// and what these change is taken off. The step of row i changes the output of row k by rate_i * (x_k v_i) *
// psi_i, of which the steps between leave keep^(k - 1 - i).
template <class Arithmetic, class T>
T filter_error(const FilterState<T>& f, T t, T product) {
  const std::size_t k = f.row;
  T error = t - f.powers[k - f.begin] * product;
  for (std::size_t i = f.begin; i < k; ++i) {
    const double effect = double(f.rates[i]) * f.lags.products[k - i] * double(f.powers[k - 1 - i]);
    error = Arithmetic::multiply_add(-T(effect), f.psi[i], error);
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

// The next sample, which is in the delay lines. Nothing is learned where the desired value is not there or not
// finite, or where the step is not finite. An error that is not finite though the desired value is shows that
// the weights are lost.
template <class Arithmetic, class T>
void filter_sample(FilterState<T>& f, const T* desired, T* output, T* error) {
  f.newest = f.place_behind(1);
  move_lag_products<Arithmetic>(f, f.lags);
  const T product = row_product<Arithmetic>(f.samples + f.newest, f.start, f.taps);
  const bool is_known = desired != nullptr && std::isfinite(*desired);
  T z = product;
  T e = desired != nullptr ? *desired - z : T(0);
  if (!f.frozen) {
    const T t = is_known ? *desired : T(0);
    e = filter_error<Arithmetic>(f, t, product);
    if (!std::isfinite(e)) {
      restart(f);
      e = t;
    }
    z = t - e;
    step_weights<Arithmetic>(f, step_of_row(f, e, is_known));
    if (desired != nullptr && !is_known) e = *desired - z;
  }
  f.next_row();
  if (output != nullptr) *output = z;
  if (error != nullptr && desired != nullptr) *error = e;
}

// Any of `desired`, `output` and `error` may be null.
template <class Arithmetic, class T>
void filter(FilterState<T>& f, const T* input, const T* desired, T* output, T* error, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    put_ahead(f, input + i, 1);
    filter_sample<Arithmetic>(f, desired != nullptr ? desired + i : nullptr,
                              output != nullptr ? output + i : nullptr, error != nullptr ? error + i : nullptr);
  }
}

}  // namespace
}  // namespace adaline::kernels::definition
