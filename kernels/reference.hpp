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
    return sum_of_products<square_lanes<T>>(x, x, n);
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
  static void predict(const MatrixView<T>& x, const T* w, T bias, T* z) {
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
  static double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) {
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
  static void add_samples(const MatrixView<T>& x, const T* errors, T* descent, T& bias_descent) {
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
  static double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                  T* bias_descent, T* scratch, bool /*ask_ahead*/) {
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

  // One step of the delta rule.
  template <class T>
  static void take_step(const MatrixView<T>& x, std::size_t i, T step, T* w, T& bias, bool learn_bias) {
    axpy(step, x.data + i * x.row_stride, w, x.cols);
    if (learn_bias) bias = bias + step;
  }

  // The delta rule row by row.
  template <class T>
  static void online_rows(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias,
                          T* errors) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      errors[i] = residual(x, t, w, bias, i);
      take_step(x, i, rate * errors[i], w, bias, learn_bias);
    }
  }

  // The same for a block in one go: the residual of row k is that of the weights at the block's start, less what the
  // steps of the rows before it change. Benesty and Duhamel, "A fast exact least mean square adaptive algorithm" (1992).
  template <class T>
  static void online_in_block(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias,
                              T* errors) {
    for (std::size_t k = 0; k < x.rows; ++k) {
      errors[k] = residual(x, t, w, bias, k);
      for (std::size_t i = 0; i < k; ++i) {
        const T product = row_product(x.data + k * x.row_stride, x.data + i * x.row_stride, x.cols);
        const T effect = rate * (product + T(learn_bias ? 1 : 0));
        errors[k] = Arithmetic::multiply_add(-effect, errors[i], errors[k]);
      }
    }
    if (!all_finite(errors, x.rows)) return;
    for (std::size_t k = 0; k < x.rows; ++k) take_step(x, k, rate * errors[k], w, bias, learn_bias);
  }

  // What a step does to the weight and the bias of one feature is an affine map of both, and so is what a segment of
  // samples does: (w, b) becomes w * of_weight + b * of_bias + of_targets.
  template <class T>
  struct SegmentMap {
    T of_weight[2] = {1, 0};
    T of_bias[2] = {0, 1};
    T of_targets[2] = {0, 0};

    void append(T x, T t, T rate, T bias_rate) {
      append_to(of_weight, x, T(0), rate, bias_rate);
      append_to(of_bias, x, T(0), rate, bias_rate);
      append_to(of_targets, x, t, rate, bias_rate);
    }

    static void append_to(T (&column)[2], T x, T t, T rate, T bias_rate) {
      const T error = t - Arithmetic::multiply_add(x, column[0], column[1]);
      column[0] = Arithmetic::multiply_add(rate * x, error, column[0]);
      column[1] = Arithmetic::multiply_add(bias_rate, error, column[1]);
    }

    void apply(T& w, T& b) const {
      const T next_w = part(0, w, b);
      b = part(1, w, b);
      w = next_w;
    }

    T part(std::size_t i, T w, T b) const {
      return Arithmetic::multiply_add(of_weight[i], w, Arithmetic::multiply_add(of_bias[i], b, of_targets[i]));
    }
  };

  // One feature, row_lanes segments: the maps of the segments before it say where a segment starts; inside it goes row
  // by row. What the last one ends with is the result.
  template <class T>
  static void online_in_segments(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias,
                                 T* errors) {
    T start = w[0];
    T bias_start = bias;
    T end = 0;
    T bias_end = 0;
    for (std::size_t first = 0; first < x.rows; first += segment_rows) {
      const MatrixView<T> segment{x.data + first * x.row_stride, segment_rows, 1, x.row_stride};
      end = start;
      bias_end = bias_start;
      online_rows(segment, t + first, &end, bias_end, rate, learn_bias, errors + first);
      SegmentMap<T> map;
      for (std::size_t i = 0; i < segment_rows; ++i) {
        map.append(segment.data[i * x.row_stride], t[first + i], rate, learn_bias ? rate : T(0));
      }
      map.apply(start, bias_start);
    }
    if (!all_finite(errors, x.rows)) return;
    w[0] = end;
    if (learn_bias) bias = bias_end;
  }

  template <class T>
  static bool all_finite(const T* values, std::size_t n) {
    bool finite = true;
    for (std::size_t i = 0; i < n; ++i) finite = finite && std::isfinite(values[i]);
    return finite;
  }

  // A block with an error that is not finite is done row by row: products of rows overflow where the delta rule does not.
  template <class T>
  static T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
                        LossSum<T>* loss, T* all_errors) {
    T error = 0;
    for (std::size_t first = 0, rows = 0; first < x.rows; first += rows) {
      const std::size_t left = x.rows - first;
      const bool in_segments = x.cols == 1 && left >= segmented_rows<T>;
      const std::size_t block = in_segments ? segmented_rows<T> : online_block<T>(x.cols);
      rows = left < block ? left : block;
      const MatrixView<T> samples{x.data + first * x.row_stride, rows, x.cols, x.row_stride};
      T errors[segmented_rows<T>];
      if (in_segments) {
        online_in_segments(samples, t + first, w, *bias, rate, learn_bias, errors);
      } else {
        online_in_block(samples, t + first, w, *bias, rate, learn_bias, errors);
      }
      if (!all_finite(errors, rows)) online_rows(samples, t + first, w, *bias, rate, learn_bias, errors);
      for (std::size_t i = 0; i < rows; ++i) {
        add_square(errors[i], *loss);
        if (all_errors != nullptr) all_errors[first + i] = errors[i];
      }
      error = errors[rows - 1];
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
