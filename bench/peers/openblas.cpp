// The kernels by calls of BLAS: a product with the weights and one with the errors go through the samples
// twice.
#include "bench/peers/openblas.hpp"

#include <cblas.h>

#include <cstdlib>

#include "bench/baselines/online_loop.hpp"
#include "bench/peers/not_offered.hpp"
#include "bench/peers/scratch.hpp"

namespace adaline::bench {
namespace {

using namespace not_offered;
using Size = blasint;

float blas_dot(Size n, const float* x, const float* y) { return cblas_sdot(n, x, 1, y, 1); }
double blas_dot(Size n, const double* x, const double* y) { return cblas_ddot(n, x, 1, y, 1); }

void blas_axpy(Size n, float a, const float* x, float* y) { cblas_saxpy(n, a, x, 1, y, 1); }
void blas_axpy(Size n, double a, const double* x, double* y) { cblas_daxpy(n, a, x, 1, y, 1); }

// y = a op(X) x + b y
void blas_gemv(CBLAS_TRANSPOSE op, MatrixView<float> m, float a, const float* x, float b, float* y) {
  cblas_sgemv(CblasRowMajor, op, Size(m.rows), Size(m.cols), a, m.data, Size(m.row_stride), x, 1, b, y, 1);
}
void blas_gemv(CBLAS_TRANSPOSE op, MatrixView<double> m, double a, const double* x, double b, double* y) {
  cblas_dgemv(CblasRowMajor, op, Size(m.rows), Size(m.cols), a, m.data, Size(m.row_stride), x, 1, b, y, 1);
}

template <class T>
T dot(const T* x, const T* y, std::size_t n) {
  return blas_dot(Size(n), x, y);
}

template <class T>
T sum_of_squares(const T* x, std::size_t n) {
  return blas_dot(Size(n), x, x);  // nrm2 would guard against overflow, and take several times as long
}

template <class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  blas_axpy(Size(n), a, x, y);
}

template <class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  for (std::size_t i = 0; i < x.rows; ++i) z[i] = bias;
  blas_gemv(CblasNoTrans, x, T(1), w, T(1), z);
}

// errors = t - bias - X w
template <class T>
T* residuals(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  T* const errors = scratch(T(), x.rows);
  for (std::size_t i = 0; i < x.rows; ++i) errors[i] = t[i] - bias;
  blas_gemv(CblasNoTrans, x, T(-1), w, T(1), errors);
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
  blas_gemv(CblasTrans, x, T(1), errors, T(0), descent);
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

template <class T>
constexpr kernels::Functions<T> functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace

constinit const Rival openblas_kernels{Isa::scalar, functions<float>(), functions<double>()};

std::string describe_openblas() {
  openblas_set_num_threads(1);
  const std::string configuration = openblas_get_config();  // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH .."
  const std::size_t first = configuration.find(' ') + 1;
  std::string text = configuration.substr(first, configuration.find(' ', first) - first) + ", kernels for " +
                     openblas_get_corename() + ", one thread";
  if (std::getenv("OPENBLAS_CORETYPE") != nullptr) text += " (as OPENBLAS_CORETYPE asks)";
  return text;
}

}  // namespace adaline::bench
