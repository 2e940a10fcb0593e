// What each kernel's results are exactly, and their a-priori bounds: n u sum|x y| for a sum of n products,
// whatever the order, and what follows from that for the others. Higham, "Accuracy and Stability of Numerical
// Algorithms" (2002), chapter 3; without terms of second order: Jeannerod and Rump, "Improved error bounds for
// inner products in floating-point arithmetic" (2013).
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

#include "bench/accuracy/exact.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

using cases::Operands;

// A sum, and the sum of the magnitudes of all that was added.
struct Sum {
  Exact value = 0;
  double size = 0;

  void add(Exact term) {
    value += term;
    size += std::fabs(static_cast<double>(term));
  }
};

template <class T>
Sum products(const T* x, const T* y, std::size_t n) {
  Sum sum;
  for (std::size_t i = 0; i < n; ++i) sum.add(Exact(x[i]) * Exact(y[i]));
  return sum;
}

// A sum of n terms that are rounded at most n times each.
template <class T>
Truth bounded(const Sum& sum, std::size_t n) {
  return {sum.value, static_cast<double>(n) * unit<T> * sum.size};
}

template <class T>
Sum output(const Operands<T>& o, std::size_t row) {
  Sum sum = products(o.features + row * o.shape.stride, static_cast<const T*>(o.weights), o.shape.cols);
  sum.add(Exact(o.bias));
  return sum;
}

template <class T>
Truth residual(const Operands<T>& o, std::size_t row) {
  Sum sum = output(o, row);
  sum.value = -sum.value;
  sum.add(Exact(o.targets[row]));
  return bounded<T>(sum, o.shape.cols + 2);
}

template <class T>
std::vector<Truth> true_dot(const Operands<T>& o) {
  return {bounded<T>(products(o.features, static_cast<const T*>(o.weights), o.shape.cols), o.shape.cols)};
}

template <class T>
std::vector<Truth> true_sum_of_squares(const Operands<T>& o) {
  return {bounded<T>(products(o.features, o.features, o.shape.cols), o.shape.cols)};
}

template <class T>
std::vector<Truth> true_axpy(const Operands<T>& o) {
  std::vector<Truth> all;
  for (std::size_t i = 0; i < o.shape.cols; ++i) {
    Sum sum;
    sum.add(Exact(o.rate) * Exact(o.features[i]));
    sum.add(Exact(o.weights[i]));
    all.push_back(bounded<T>(sum, 2));
  }
  return all;
}

template <class T>
std::vector<Truth> true_predict(const Operands<T>& o) {
  std::vector<Truth> all;
  for (std::size_t i = 0; i < o.shape.rows; ++i) all.push_back(bounded<T>(output(o, i), o.shape.cols + 1));
  return all;
}

template <class T>
std::vector<Truth> true_loss(const Operands<T>& o) {
  Truth loss;
  const double n = static_cast<double>(o.shape.rows);
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    const Truth e = residual(o, i);
    const double largest = std::fabs(static_cast<double>(e.value)) + e.bound;
    loss.value += e.value * e.value / 2;
    loss.bound += (largest - e.bound / 2) * e.bound + n * unit<double> * largest * largest / 2;
  }
  return {loss};
}

// The bias's part comes last: it is that of a feature that is always 1.
template <class T>
std::vector<Truth> true_gradient(const Operands<T>& o) {
  std::vector<Truth> all(o.shape.cols + 1);
  const double n = static_cast<double>(o.shape.rows);
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    const Truth e = residual(o, i);
    const double bound = e.bound + n * unit<T> * (std::fabs(static_cast<double>(e.value)) + e.bound);
    const T* const x = o.features + i * o.shape.stride;
    for (std::size_t j = 0; j <= o.shape.cols; ++j) {
      const T feature = j < o.shape.cols ? x[j] : T(1);
      all[j].value += e.value * Exact(feature);
      all[j].bound += std::fabs(static_cast<double>(feature)) * bound;
    }
  }
  return all;
}

// The delta rule row by row. Its steps do not enlarge the Euclidean norm of an error of weights and bias, so
// what the rows round adds up.
template <class T>
std::vector<Truth> true_online(const Operands<T>& o) {
  const std::size_t d = o.shape.cols;
  std::vector<Exact> w(o.weights, o.weights + d);
  w.push_back(Exact(o.bias));
  double bound = 0;
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    const T* const x = o.features + i * o.shape.stride;
    const auto feature = [&](std::size_t j) { return j < d ? x[j] : T(1); };
    Sum error;
    error.add(Exact(o.targets[i]));
    for (std::size_t j = 0; j <= d; ++j) error.add(-Exact(feature(j)) * w[j]);
    const Exact step = Exact(o.rate) * error.value;
    double features_squared = 0;
    double weights_squared = 0;
    for (std::size_t j = 0; j <= d; ++j) {
      w[j] += step * Exact(feature(j));
      features_squared += static_cast<double>(feature(j)) * static_cast<double>(feature(j));
      weights_squared += static_cast<double>(w[j]) * static_cast<double>(w[j]);
    }
    const double steps = static_cast<double>(o.rate) * std::sqrt(features_squared) * error.size;
    bound += unit<T> * (static_cast<double>(d + 4) * steps + std::sqrt(weights_squared));
  }
  std::vector<Truth> all;
  for (const Exact value : w) all.push_back({value, bound});
  return all;
}

// The means, then the triangle of products.
template <class T>
std::vector<Truth> true_moments(const Operands<T>& o) {
  const std::size_t columns = o.shape.cols + 1;
  const double n = static_cast<double>(o.shape.rows);
  const auto element = [&](std::size_t i, std::size_t j) {
    return Exact(j < o.shape.cols ? o.features[i * o.shape.stride + j] : o.targets[i]);
  };
  std::vector<Exact> means(columns);
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t i = 0; i < o.shape.rows; ++i) means[j] += element(i, j);
    means[j] /= Exact(n);
  }
  std::vector<Exact> products(kernels::triangle_row(columns));
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t k = 0; k <= j; ++k) {
        products[kernels::triangle_row(j) + k] += (element(i, j) - means[j]) * (element(i, k) - means[k]);
      }
    }
  }
  const auto size = [&](std::size_t j) {
    return std::sqrt(static_cast<double>(products[kernels::triangle_row(j) + j]));
  };
  std::vector<Truth> all;
  for (std::size_t j = 0; j < columns; ++j) {
    const double magnitude = std::fabs(static_cast<double>(means[j])) + size(j) / std::sqrt(n);
    all.push_back({means[j], n * unit<double> * magnitude});
  }
  for (std::size_t j = 0; j < columns; ++j) {
    for (std::size_t k = 0; k <= j; ++k) {
      all.push_back({products[kernels::triangle_row(j) + k], n * unit<double> * size(j) * size(k)});
    }
  }
  return all;
}

}  // namespace adaline::bench
