// Online learning of a single row, as a filter learns each of its samples: the delta rule as it stands, apart
// from what blocks of rows need.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/loss/residuals.hpp"
#include "kernels/rows/row_product.hpp"
#include "kernels/vector/axpy.hpp"

namespace adaline::kernels {
namespace {

// Returns the error; `loss` and `errors` may be null.
template <class Target, class Loss, class T>
ADALINE_INLINE T learn_one_row(const T* x, std::size_t d, T target, T* w, T* bias, T rate, bool learn_bias,
                               LossSum<T>* loss, T* errors) {
  const T error = target - (row_product<Target>(x, w, d) + *bias);
  const T step = rate * Loss::psi(error);
  add_scaled<Target>(step, x, w, d);
  if (learn_bias) *bias = *bias + step;
  if (loss != nullptr) add_losses<Target, Loss>(&error, 1, *loss);
  if (errors != nullptr) errors[0] = error;
  return error;
}

}  // namespace
}  // namespace adaline::kernels
