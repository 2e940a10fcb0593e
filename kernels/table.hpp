// What a level offers: one plain function for each kernel. Nothing here checks or allocates.
#pragma once

#include <cstddef>

#include <adaline/cpu.hpp>
#include <adaline/matrix.hpp>

#include "order.hpp"

namespace adaline::kernels {

// The running sum of squared errors of an epoch. A caller that goes through an epoch in pieces passes the
// same sum to each, and gets the bits of one call.
template <class T>
struct LossSum {
  double lanes[row_lanes<T>] = {};  // of the chunk at hand; sample i is in lane i mod row_lanes
  double chunks = 0;                // the finished chunks
  std::size_t rows = 0;             // samples so far
};

// The public functions of kernels.hpp, without their checks.
template <class T>
struct KernelTable {
  using X = MatrixView<T>;

  T (*dot)(const T* x, const T* y, std::size_t n);
  T (*sum_of_squares)(const T* x, std::size_t n);
  void (*axpy)(T a, const T* x, T* y, std::size_t n);
  void (*predict)(const X& x, const T* w, T bias, T* z);
  double (*squared_loss)(const X& x, const T* t, const T* w, T bias);
  // Needs `scratch` of x.cols elements where x.rows > chunk_rows. `ask_ahead`: asks_ahead() of all samples, of which these
  // may be a batch.
  double (*residual_gradient)(const X& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                              T* scratch, bool ask_ahead);
  // Returns the last error (0 where there are no rows), adds the squared errors to `loss`, and writes the error of each
  // row to `errors` where that is not null.
  T (*online_epoch)(const X& x, const T* t, T* w, T* b, T rate, bool learn_b, LossSum<T>* loss, T* errors);
};

// What one object file of a level exports (isa/level.cpp.in).
template <class T>
struct LevelPart {
  std::size_t register_bytes;  // of the registers that its code was compiled for
  KernelTable<T> table;
};

struct Level {
  Isa isa;
  std::size_t register_bytes;
  KernelTable<float> of_float;
  KernelTable<double> of_double;

  template <class T>
  const KernelTable<T>& table() const {
    if constexpr (sizeof(T) == sizeof(float)) {
      return of_float;
    } else {
      return of_double;
    }
  }
};

}  // namespace adaline::kernels
