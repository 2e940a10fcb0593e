// The definition of online learning: the delta rule, block by block.
#pragma once

#include "kernels/definition/rows.hpp"

namespace adaline::kernels::definition {
namespace {

template <class T>
bool all_finite(const T* values, std::size_t n) {
  bool finite = true;
  for (std::size_t i = 0; i < n; ++i) finite = finite && std::isfinite(values[i]);
  return finite;
}

// One step of the delta rule.
template <class Arithmetic, class T>
void take_step(const MatrixView<T>& x, std::size_t i, T step, T* w, T& bias, bool learn_bias) {
  axpy<Arithmetic>(step, x.data + i * x.row_stride, w, x.cols);
  if (learn_bias) bias = bias + step;
}

// The delta rule row by row.
template <class Arithmetic, class T>
void online_rows(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias, T* errors) {
  for (std::size_t i = 0; i < x.rows; ++i) {
    errors[i] = residual<Arithmetic>(x, t, w, bias, i);
    take_step<Arithmetic>(x, i, rate * psi(errors[i]), w, bias, learn_bias);
  }
}

// The same for a block in one go: the residual of row k is that of the weights at the block's start, less what
// the steps of the rows before it change. Benesty and Duhamel, "A fast exact least mean square adaptive
// algorithm" (1992).
template <class Arithmetic, class T>
void online_in_block(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias, T* errors) {
  for (std::size_t k = 0; k < x.rows; ++k) {
    errors[k] = residual<Arithmetic>(x, t, w, bias, k);
    for (std::size_t i = 0; i < k; ++i) {
      const T product = row_product<Arithmetic>(x.data + k * x.row_stride, x.data + i * x.row_stride, x.cols);
      const T effect = rate * (product + T(learn_bias ? 1 : 0));
      errors[k] = Arithmetic::multiply_add(-effect, psi(errors[i]), errors[k]);
    }
  }
  if (!all_finite(errors, x.rows)) return;
  for (std::size_t k = 0; k < x.rows; ++k)
    take_step<Arithmetic>(x, k, rate * psi(errors[k]), w, bias, learn_bias);
}

// What a step does to the weight and the bias of one feature is an affine map of both, and so is what a segment
// of samples does: (w, b) becomes w * of_weight + b * of_bias + of_targets.
template <class Arithmetic, class T>
struct SegmentMap {
  T of_weight[2] = {1, 0};
  T of_bias[2] = {0, 1};
  T of_targets[2] = {0, 0};

  void append(T x, T t, T rate, T bias_rate) {
    append_to(of_weight, x, T(0), rate, bias_rate);
    append_to(of_bias, x, T(0), rate, bias_rate);
    append_to(of_targets, x, t, rate, bias_rate);
  }

  void append_to(T (&column)[2], T x, T t, T rate, T bias_rate) {
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

// One feature, row_lanes segments: the maps of the segments before it say where a segment starts; inside it
// goes row by row. What the last one ends with is the result.
template <class Arithmetic, class T>
void online_in_segments(const MatrixView<T>& x, const T* t, T* w, T& bias, T rate, bool learn_bias, T* errors) {
  T start = w[0];
  T bias_start = bias;
  T end = 0;
  T bias_end = 0;
  for (std::size_t first = 0; first < x.rows; first += segment_rows) {
    const MatrixView<T> segment = rows_of(x, first, segment_rows);
    end = start;
    bias_end = bias_start;
    online_rows<Arithmetic>(segment, t + first, &end, bias_end, rate, learn_bias, errors + first);
    SegmentMap<Arithmetic, T> map;
    for (std::size_t i = 0; i < segment_rows; ++i) {
      map.append(segment.data[i * x.row_stride], t[first + i], rate, learn_bias ? rate : T(0));
    }
    map.apply(start, bias_start);
  }
  if (!all_finite(errors, x.rows)) return;
  w[0] = end;
  if (learn_bias) bias = bias_end;
}

// A block with an error that is not finite is done row by row: products of rows overflow where the delta rule
// does not.
template <class Arithmetic, class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
               T* all_errors) {
  T error = 0;
  for (std::size_t first = 0, rows = 0; first < x.rows; first += rows) {
    const std::size_t left = x.rows - first;
    const bool in_segments = x.cols == 1 && left >= segmented_rows<T>;
    const std::size_t block = in_segments ? segmented_rows<T> : online_block_rows<T>(x.cols);
    rows = left < block ? left : block;
    const MatrixView<T> samples = rows_of(x, first, rows);
    T errors[segmented_rows<T>];
    if (in_segments) {
      online_in_segments<Arithmetic>(samples, t + first, w, *bias, rate, learn_bias, errors);
    } else {
      online_in_block<Arithmetic>(samples, t + first, w, *bias, rate, learn_bias, errors);
    }
    if (!all_finite(errors, rows))
      online_rows<Arithmetic>(samples, t + first, w, *bias, rate, learn_bias, errors);
    for (std::size_t i = 0; i < rows; ++i) {
      if (loss != nullptr) add_loss<Arithmetic>(errors[i], *loss);
      if (all_errors != nullptr) all_errors[first + i] = errors[i];
    }
    error = errors[rows - 1];
  }
  return error;
}

}  // namespace
}  // namespace adaline::kernels::definition
