// The library's public functions in the form of whole kernels, so that cases can run them: benchmarks time the
// way to a kernel by them, and a test counts that each goes through the level in use.
#pragma once

#include <adaline/kernels.hpp>

#include "kernels/definition/triangle.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::cases {

// Element by element: a view that was made just before and is copied in wider pieces is waited for, 11 ns in a
// call of 20, and users keep their samples from call to call.
template <class T>
Samples<T> samples(MatrixView<T> x, const T* t) {
  asm("" : "+r"(x.data), "+r"(x.rows), "+r"(x.cols), "+r"(x.row_stride));
  return {x, {t, x.rows}};
}

template <class T>
T public_dot(const T* x, const T* y, std::size_t n) {
  return dot(std::span(x, n), std::span(y, n));
}

template <class T>
T public_sum_of_squares(const T* x, std::size_t n) {
  return sum_of_squares(std::span(x, n));
}

template <class T>
void public_axpy(T a, const T* x, T* y, std::size_t n) {
  axpy(a, std::span(x, n), std::span(y, n));
}

template <class T>
void public_predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  predict(x, std::span(w, x.cols), bias, std::span(z, x.rows));
}

template <class T>
double public_squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  return squared_loss(samples(x, t), std::span(w, x.cols), bias);
}

template <class T>
double public_residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                T* bias_descent) {
  return residual_gradient(samples(x, t), std::span(w, x.cols), bias, std::span(descent, x.cols),
                           *bias_descent);
}

template <class T>
T public_online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
                      kernels::LossSum<T>* loss, T* errors) {
  const std::span<T> all_errors(errors, errors != nullptr ? x.rows : 0);
  const OnlineEpoch<T> epoch =
      online_epoch(samples(x, t), std::span(w, x.cols), *bias, rate, learn_bias, all_errors);
  kernels::set_sum(2 * epoch.prequential_loss, *loss);
  return epoch.last_error;
}

template <class T>
double public_accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means,
                                 double* products) {
  const std::span<const T> all_weights(weights, weights != nullptr ? x.rows : 0);
  return accumulate_moments(samples(x, t), all_weights, std::span(means, 2 * (x.cols + 1)),
                            std::span(products, kernels::triangle_row(x.cols + 1)));
}

template <class T>
constexpr kernels::Functions<T> public_functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = &public_##name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace adaline::cases
