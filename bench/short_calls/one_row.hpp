// One row after the other, as a filter takes its samples: the loop around the dot and axpy of any kernels. In
// an anonymous namespace, as it is compiled with different flags.
#pragma once

#include "goldens/cases/case.hpp"

namespace adaline::bench {
namespace {

template <class T, class Kernels>
void predict_rows(cases::Operands<T>& o, const Kernels& kernels) {
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    o.rows_out[i] = kernels.dot(o.features + i * o.shape.cols, o.weights, o.shape.cols) + o.bias;
    asm volatile("" : : : "memory");
  }
}

template <class T, class Kernels>
void learn_rows(cases::Operands<T>& o, const Kernels& kernels) {
  for (std::size_t i = 0; i < o.shape.rows; ++i) {
    const T* const row = o.features + i * o.shape.cols;
    o.scalar_out = o.targets[i] - (kernels.dot(row, o.weights, o.shape.cols) + o.bias);
    kernels.axpy(o.rate * o.scalar_out, row, o.weights, o.shape.cols);
    o.bias += o.rate * o.scalar_out;
    asm volatile("" : : : "memory");
  }
}

}  // namespace
}  // namespace adaline::bench
