// The arrays of a case's operands, filled.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "goldens/cases/case.hpp"
#include "goldens/cases/values.hpp"

namespace adaline::cases {

template <class T>
struct Arrays {
  std::vector<T> features, targets, weights, rows_out, cols_out, sample_weights;
  std::vector<double> moments_out;  // of a case that writes them
  T bias = 0;
  T rate = 0;
  bool learn_bias = true;
  bool has_sample_weights = false;
  bool wants_errors = true;
  bool wants_loss = true;
  kernels::LossSum<T> loss_sum;

  Arrays(Shape shape, Values kind, std::uint64_t seed) {
    Random random(seed);
    // What lies between the rows must not be read: a NaN would show.
    features.resize(extent(shape), std::numeric_limits<T>::quiet_NaN());
    for (std::size_t i = 0; i < shape.rows; ++i) {
      for (std::size_t j = 0; j < shape.cols; ++j) features[i * shape.stride + j] = value<T>(random, kind);
    }
    targets = values<T>(random, shape.rows, kind);
    weights = values<T>(random, shape.cols, kind);
    rows_out = values<T>(random, shape.rows);
    cols_out = values<T>(random, shape.cols);
    values<T>(random, shape.cols);  // as many numbers as the recorded goldens drew
    bias = value<T>(random, kind);
    // Over samples, so small that online learning on ordinary numbers does not diverge at once.
    rate = value<T>(random, kind == Values::alike ? kind : Values::numbers);
    if (shape.rows > 1) rate /= static_cast<T>((kind == Values::alike ? 8 : 65536) * (shape.cols + 1));
    learn_bias = random.bits() % 4 != 0;
    has_sample_weights = random.bits() % 2 != 0;
    sample_weights = values<T>(random, shape.rows, kind);
  }

  static std::size_t extent(Shape shape) {
    return shape.rows == 0 ? 0 : (shape.rows - 1) * shape.stride + shape.cols;
  }
};

// A case's own arrays beside those that all have.
template <class T>
void prepare(const Case<T>& c, Shape shape, Arrays<T>& a) {
  if (c.writes_moments()) a.moments_out.assign(moments_size(shape.cols), 0);
}

// All that is no array; the errors of an online epoch go to rows_out.
template <class T>
void copy_numbers(const Arrays<T>& from, Operands<T>& to) {
  to.errors_out = from.wants_errors ? to.rows_out : nullptr;
  to.bias = from.bias;
  to.rate = from.rate;
  to.learn_bias = from.learn_bias;
  to.loss_sum = from.loss_sum;
  to.wants_loss = from.wants_loss;
}

template <class T>
Operands<T> operands_in(Arrays<T>& a, Shape shape) {
  Operands<T> o;
  o.shape = shape;
  o.features = a.features.data();
  o.targets = a.targets.data();
  o.weights = a.weights.data();
  o.rows_out = a.rows_out.data();
  o.cols_out = a.cols_out.data();
  if (a.has_sample_weights) o.sample_weights = a.sample_weights.data();
  o.moments_out = a.moments_out.data();
  copy_numbers(a, o);
  return o;
}

}  // namespace adaline::cases
