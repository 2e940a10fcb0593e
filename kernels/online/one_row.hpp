// Online learning of a single row, as a filter learns each of its samples: the delta rule as it stands, apart
// from what blocks of rows need.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/loss/residuals.hpp"
#include "kernels/rows/row_product.hpp"
#include "kernels/vector/axpy.hpp"

namespace adaline::kernels {
namespace {

// One step on a row, with the registers of `Registers`. Returns the error.
template <class Registers, class Loss, class T>
ADALINE_INLINE T step_on_row(const T* x, std::size_t d, T target, T* w, T* bias, T rate, bool learn_bias) {
  const T error = target - (row_product<Registers>(x, w, d) + *bias);
  const T step = rate * Loss::psi(error);
  add_scaled<Registers>(step, x, w, d);
  if (learn_bias) *bias = *bias + step;
  return error;
}

// Returns the error; `loss` and `errors` may be null.
template <class Target, class Loss, class T>
ADALINE_INLINE T learn_one_row(const T* x, std::size_t d, T target, T* w, T* bias, T rate, bool learn_bias,
                               LossSum<T>* loss, T* errors) {
  const T error = step_on_row<Target, Loss>(x, d, target, w, bias, rate, learn_bias);
  if (loss != nullptr) add_losses<Target, Loss>(&error, 1, *loss);
  if (errors != nullptr) errors[0] = error;
  return error;
}

// In the level's table. A step waits for the one before it, and halves of registers for less time: a row of 16
// floats is learned in 0.9 of the time (AVX-512, Zen 5).
template <class Target, class T>
T learn_row(const T* x, std::size_t d, T target, T* w, T* bias, T rate, bool learn_bias) {
  using Loss = SquaredLoss<Target, T>;
  if constexpr (Target::most_bytes_of_half_registers > 0) {
    if (d * sizeof(T) <= Target::most_bytes_of_half_registers) {
      return step_on_row<typename Target::Half, Loss>(x, d, target, w, bias, rate, learn_bias);
    }
  }
  return step_on_row<Target, Loss>(x, d, target, w, bias, rate, learn_bias);
}

}  // namespace
}  // namespace adaline::kernels
