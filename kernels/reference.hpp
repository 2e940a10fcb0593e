// The definition of every kernel: plain loops in the written order, lanes written out as arrays.
//
// Each level must return these bits. `Arithmetic` is Fused (one rounding for each multiply-add) or Separate
// (two); it names the family, and nothing else differs. The level `scalar` is Fused, compiled.
#pragma once

#include <cmath>
#include <cstddef>

#include "table.hpp"

namespace adaline::kernels {
namespace {

struct Fused {
  template <class T>
  static T multiply_add(T a, T b, T c) {
    return std::fma(a, b, c);
  }
};

struct Separate {
  template <class T>
  static T multiply_add(T a, T b, T c) {
    return a * b + c;  // two roundings: every file is compiled with -ffp-contract=off
  }
};

// Lane l takes lane l + h, for h = L/2, L/4 .. 1; then + 0, so that no sum is -0. Lanes that got no
// element hold +0, and so change nothing.
template <class T, std::size_t L>
T fold(const T (&lanes_in)[L]) {
  T lane[L];
  for (std::size_t l = 0; l < L; ++l) lane[l] = lanes_in[l];
  for (std::size_t h = L / 2; h > 0; h /= 2) {
    for (std::size_t l = 0; l < h; ++l) lane[l] = lane[l] + lane[l + h];
  }
  return lane[0] + T(0);
}

template <class Arithmetic>
struct Reference {
  // Element i goes to lane i mod L.
  template <std::size_t L, class T>
  static T sum_of_products(const T* x, const T* y, std::size_t n) {
    T lane[L] = {};
    for (std::size_t i = 0; i < n; ++i) lane[i % L] = Arithmetic::multiply_add(x[i], y[i], lane[i % L]);
    return fold(lane);
  }

  template <class T>
  static T dot(const T* x, const T* y, std::size_t n) {
    return sum_of_products<lanes<T>>(x, y, n);
  }

  template <class T>
  static T sum_of_squares(const T* x, std::size_t n) {
    return dot(x, x, n);
  }

  template <class T>
  static void axpy(T a, const T* x, T* y, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) y[i] = Arithmetic::multiply_add(a, x[i], y[i]);
  }

  // The product of one sample with the weights. Everything that predicts uses this one.
  template <class T>
  static T row_product(const T* x, const T* w, std::size_t d) {
    if (d > narrow_features) return sum_of_products<row_lanes<T>>(x, w, d);
    T sum = 0;
    for (std::size_t j = 0; j < d; ++j) sum = Arithmetic::multiply_add(x[j], w[j], sum);
    return sum;
  }

  template <class T>
  static void predict(MatrixView<T> x, const T* w, T bias, T* z) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      z[i] = row_product(x.data + i * x.row_stride, w, x.cols) + bias;
    }
  }

  template <class T>
  static T residual(const MatrixView<T>& x, const T* t, const T* w, T bias, std::size_t i) {
    return t[i] - (row_product(x.data + i * x.row_stride, w, x.cols) + bias);
  }

  // Errors are widened to double exactly, squared and summed there.
  template <class T>
  static void add_square(T error, LossSum<T>& sum) {
    double& lane = sum.lanes[sum.rows % row_lanes<T>];
    lane = Arithmetic::multiply_add(double(error), double(error), lane);
    if (++sum.rows % chunk_rows == 0) {
      sum.chunks = sum.chunks + fold(sum.lanes);
      for (double& l : sum.lanes) l = 0;
    }
  }

  template <class T>
  static double squared_loss(MatrixView<T> x, const T* t, const T* w, T bias) {
    LossSum<T> sum;
    for (std::size_t i = 0; i < x.rows; ++i) add_square(residual(x, t, w, bias, i), sum);
    return half(sum);
  }

  // 1/2 of the sum so far.
  template <class T>
  static double half(const LossSum<T>& sum) {
    const bool chunk_open = sum.rows % chunk_rows != 0;
    return 0.5 * (chunk_open ? sum.chunks + fold(sum.lanes) : sum.chunks);
  }

  // Sample i goes to lane i mod L.
  template <std::size_t L, class T>
  static T sum_over_samples(const T* errors, const T* x, std::size_t stride, std::size_t n) {
    T lane[L] = {};
    for (std::size_t i = 0; i < n; ++i) {
      lane[i % L] = Arithmetic::multiply_add(errors[i], x[i * stride], lane[i % L]);
    }
    return fold(lane);
  }

  // The sums of one chunk.
  template <class T>
  static void add_samples(MatrixView<T> x, const T* errors, T* descent, T& bias_descent) {
    T bias_lane[row_lanes<T>] = {};
    for (std::size_t i = 0; i < x.rows; ++i) {
      bias_lane[i % row_lanes<T>] = bias_lane[i % row_lanes<T>] + errors[i];
    }
    bias_descent = fold(bias_lane);
    for (std::size_t j = 0; j < x.cols; ++j) {
      const T* const column = x.data + j;
      if (x.cols <= narrow_features) {
        descent[j] = sum_over_samples<row_lanes<T>>(errors, column, x.row_stride, x.rows);
      } else if (x.cols <= most_features_in_parts<T>) {
        descent[j] = sum_over_samples<gradient_parts>(errors, column, x.row_stride, x.rows);
      } else {
        descent[j] = 0;
        for (std::size_t i = 0; i < x.rows; ++i) {
          descent[j] = Arithmetic::multiply_add(errors[i], column[i * x.row_stride], descent[j]);
        }
      }
    }
  }

  // Chunk by chunk; the first chunk's sums are the result, and the others are added in order.
  template <class T>
  static double residual_gradient(MatrixView<T> x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                                  T* scratch) {
    LossSum<T> loss;
    for (std::size_t j = 0; j < x.cols; ++j) descent[j] = 0;
    *bias_descent = 0;
    for (std::size_t first = 0; first < x.rows; first += chunk_rows) {
      const std::size_t rows = x.rows - first < chunk_rows ? x.rows - first : chunk_rows;
      T errors[chunk_rows];
      for (std::size_t i = 0; i < rows; ++i) {
        errors[i] = residual(x, t, w, bias, first + i);
        add_square(errors[i], loss);
      }
      const MatrixView<T> chunk{x.data + first * x.row_stride, rows, x.cols, x.row_stride};
      T bias_sum;
      add_samples(chunk, errors, first == 0 ? descent : scratch, bias_sum);
      if (first == 0) {
        *bias_descent = bias_sum;
      } else {
        for (std::size_t j = 0; j < x.cols; ++j) descent[j] = descent[j] + scratch[j];
        *bias_descent = *bias_descent + bias_sum;
      }
    }
    return half(loss);
  }

  template <class T>
  static T online_epoch(MatrixView<T> x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss) {
    T error = 0;
    for (std::size_t i = 0; i < x.rows; ++i) {
      error = residual(x, t, w, *bias, i);
      add_square(error, *loss);
      const T step = rate * error;
      axpy(step, x.data + i * x.row_stride, w, x.cols);
      if (learn_bias) *bias = *bias + step;
    }
    return error;
  }

  template <class T>
  static constexpr KernelTable<T> table() {
    return {&dot<T>,          &sum_of_squares<T>,    &axpy<T>,        &predict<T>,
            &squared_loss<T>, &residual_gradient<T>, &online_epoch<T>};
  }
};

}  // namespace
}  // namespace adaline::kernels
