// The kernels by Eigen's expressions. Compiled once for each level (eigen.cpp.in), with a namespace Eigen of
// its own, so that the linker never gives one level's code to another; see cmake/levels.cmake.
#pragma once

#include <Eigen/Core>

#include "bench/baselines/online_loop.hpp"
#include "bench/peers/moments_by_products.hpp"
#include "bench/peers/not_offered.hpp"
#include "bench/peers/scratch.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::bench {
namespace {

using namespace not_offered;

template <class T>
using Vector = Eigen::Matrix<T, Eigen::Dynamic, 1>;

template <class T>
auto vector(const T* x, std::size_t n) {
  return Eigen::Map<const Vector<T>>(x, static_cast<Eigen::Index>(n));
}

template <class T>
auto vector(T* x, std::size_t n) {
  return Eigen::Map<Vector<T>>(x, static_cast<Eigen::Index>(n));
}

template <class T>
auto matrix(const MatrixView<T>& x) {
  using Rows = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  return Eigen::Map<const Rows, Eigen::Unaligned, Eigen::OuterStride<>>(
      x.data, static_cast<Eigen::Index>(x.rows), static_cast<Eigen::Index>(x.cols),
      Eigen::OuterStride<>(static_cast<Eigen::Index>(x.row_stride)));
}

template <class T>
T dot(const T* x, const T* y, std::size_t n) {
  return vector(x, n).dot(vector(y, n));
}

template <class T>
T sum_of_squares(const T* x, std::size_t n) {
  return vector(x, n).squaredNorm();
}

template <class T>
void axpy(T a, const T* x, T* y, std::size_t n) {
  vector(y, n) += a * vector(x, n);
}

template <class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
  auto outputs = vector(z, x.rows);
  outputs.setConstant(bias);
  outputs.noalias() += matrix(x) * vector(w, x.cols);
}

template <class T>
auto residuals(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  auto errors = vector(scratch(T(), x.rows), x.rows);
  errors = vector(t, x.rows).array() - bias;
  errors.noalias() -= matrix(x) * vector(w, x.cols);
  return errors;
}

template <class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
  return 0.5 * static_cast<double>(residuals(x, t, w, bias).squaredNorm());
}

template <class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent) {
  const auto errors = residuals(x, t, w, bias);
  vector(descent, x.cols).noalias() = matrix(x).transpose() * errors;
  *bias_descent = errors.sum();
  return 0.5 * static_cast<double>(errors.squaredNorm());
}

template <class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
               kernels::LossSum<T>* loss, T* errors) {
  return online_loop<T, &dot<T>, &axpy<T>>(x, t, w, bias, rate, learn_bias, loss, errors);
}

struct EigenProducts {
  static constexpr std::size_t narrow = 16;
  static void add_squares(const MatrixView<double>& x, double* c, std::size_t stride) {
    using Squares = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto n = static_cast<Eigen::Index>(x.cols);
    Eigen::Map<Squares, Eigen::Unaligned, Eigen::OuterStride<>> squares(
        c, n, n, Eigen::OuterStride<>(static_cast<Eigen::Index>(stride)));
    squares.selfadjointView<Eigen::Lower>().rankUpdate(matrix(x).transpose());
  }
  static void add_products(const MatrixView<double>& x, const double* v, double* y) {
    vector(y, x.cols).noalias() += matrix(x).transpose() * vector(v, x.rows);
  }
  static double dot(const double* x, const double* y, std::size_t n) { return bench::dot(x, y, n); }
  static void widen(const float* x, std::size_t n, double* to) { vector(to, n) = vector(x, n).cast<double>(); }
};

// Weights of samples are not timed.
template <class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T*, double* means, double* products) {
  return MomentsByProducts<EigenProducts, T>(x).sum(t, means, products);
}

template <class T>
constexpr kernels::Functions<T> eigen_functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace
}  // namespace adaline::bench
