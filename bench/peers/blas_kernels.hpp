// The kernels by calls of BLAS: a product with the weights and one with the errors go through the samples
// twice.
//
// The file of a BLAS includes this behind functions of its own, for T of float and of double:
//
//   T blas_dot(std::size_t n, const T* x, const T* y);
//   void blas_axpy(std::size_t n, T a, const T* x, T* y);                           // y += a x
//   void blas_gemv(Op op, const MatrixView<T>& m, T a, const T* x, T b, T* y);      // y = a op(m) x + b y
//
// and for double alone:
//
//   void blas_syrk(const MatrixView<double>& m, double* c, std::size_t stride);  // lower triangle of c += m'm
//   constexpr std::size_t narrow_squares;  // see moments_by_products.hpp
#pragma once

#include "bench/baselines/online_loop.hpp"
#include "bench/peers/blas_operation.hpp"
#include "bench/peers/moments_by_products.hpp"
#include "bench/peers/not_offered.hpp"
#include "bench/peers/scratch.hpp"
#include "bench/peers/widen.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::bench {
namespace {

using namespace not_offered;

template <class T>
T dot(const T* x, const T* y, std::size_t n) {
  return blas_dot(n, x, y);
}

template <class T>
T sum_of_squares(const T* x, std::size_t n) {
  return blas_dot(n, x, x);  // nrm2 would guard against overflow, and take several times as long
}

template <class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  blas_axpy(n, a, x, y);
}

template <class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  for (std::size_t i = 0; i < x.rows; ++i) z[i] = bias;
  blas_gemv(Op::plain, x, T(1), w, T(1), z);
}

// errors = t - bias - X w
template <class T>
T* residuals(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  T* const errors = scratch(T(), x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) errors[i] = t[i] - bias;
  blas_gemv(Op::plain, x, T(-1), w, T(1), errors);
  return errors;
}

template <class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  const T* const errors = residuals(x, t, w, bias);
  return 0.5 * static_cast<double>(dot(errors, errors, x.rows));
}

template <class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent) {
  const T* const errors = residuals(x, t, w, bias);
  blas_gemv(Op::transpose, x, T(1), errors, T(0), descent);
  T sum = 0;
  for (std::size_t i = 0; i < x.rows; ++i) sum += errors[i];
  *bias_descent = sum;
  return 0.5 * static_cast<double>(dot(errors, errors, x.rows));
}

template <class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
               kernels::LossSum<T>* loss, T* errors) {
  return online_loop<T, &dot<T>, &axpy<T>>(x, t, w, bias, rate, learn_bias, loss, errors);
}

struct BlasProducts {
  static constexpr std::size_t narrow = narrow_squares;
  static void add_squares(const MatrixView<double>& x, double* c, std::size_t stride) {
    blas_syrk(x, c, stride);
  }
  static void add_products(const MatrixView<double>& x, const double* v, double* y) {
    blas_gemv(Op::transpose, x, 1.0, v, 1.0, y);
  }
  static double dot(const double* x, const double* y, std::size_t n) { return blas_dot(n, x, y); }
  static void widen(const float* x, std::size_t n, double* to) { bench::widen(x, n, to); }
};

// Weights of samples are not timed.
template <class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T*, double* means, double* products) {
  return MomentsByProducts<BlasProducts, T>(x).sum(t, means, products);
}

template <class T>
constexpr kernels::Functions<T> blas_functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace
}  // namespace adaline::bench
