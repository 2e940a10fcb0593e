// One row after the other: the loops around the dot and axpy of any kernels. Where these are constants, they
// are inlined. In an anonymous namespace, as it is compiled with different flags.
#pragma once

#include "bench/loops.hpp"

namespace adaline::bench {
namespace {

// Each row counts as coming after the results of the one before, so that no two are done at once.
inline void next_row() { asm volatile("" : : : "memory"); }

template <class T, class Kernels>
void predict_rows(RowByRow<T>& r, const Kernels& kernels) {
  for (std::size_t i = 0; i < r.rows; ++i) {
    r.out[i] = kernels.dot(r.first + i * r.stride, r.weights, r.cols) + r.bias;
    next_row();
  }
}

template <class T, class Kernels>
void learn_rows(RowByRow<T>& r, const Kernels& kernels) {
  for (std::size_t i = 0; i < r.rows; ++i) {
    const T* const row = r.first + i * r.stride;
    const T error = r.targets[i] - (kernels.dot(row, r.weights, r.cols) + r.bias);
    kernels.axpy(r.rate * error, row, r.weights, r.cols);
    r.bias += r.rate * error;
    r.out[i] = error;
    next_row();
  }
}

template <class T, class Kernels>
void lms_rows(RowByRow<T>& r, const Kernels& kernels) {
  for (std::size_t i = 0; i < r.rows; ++i) {
    const T* const row = r.first + i * r.stride;
    const T error = r.targets[i] - kernels.dot(row, r.weights, r.cols);
    kernels.axpy(r.rate * error, row, r.weights, r.cols);
    r.out[i] = error;
    next_row();
  }
}

// The two of single rows.
template <class T, class Kernels>
constexpr Loops<T> loops_of_rows() {
  return {.predict = [](RowByRow<T>& r) { predict_rows(r, Kernels{}); },
          .learn = [](RowByRow<T>& r) { learn_rows(r, Kernels{}); }};
}

// The energy of a window follows from that of the one before: no textbook adds up the squares anew.
template <class T, class Kernels>
void nlms_rows(RowByRow<T>& r, const Kernels& kernels) {
  for (std::size_t i = 0; i < r.rows; ++i) {
    const T* const row = r.first + i * r.stride;
    const T newest = row[r.cols - 1];
    const T left = row[-1];
    r.energy += newest * newest - left * left;
    const T error = r.targets[i] - kernels.dot(row, r.weights, r.cols);
    kernels.axpy(r.rate * error / (r.epsilon + r.energy), row, r.weights, r.cols);
    r.out[i] = error;
    next_row();
  }
}

}  // namespace
}  // namespace adaline::bench
