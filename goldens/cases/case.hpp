// A case says all that a test or a benchmark must know to drive one kernel: its name, what it reads and
// writes, how to run it from a table, and what work it must do at the least.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include "goldens/cases/plans.hpp"
#include "kernels/drivers/kernels.hpp"

namespace adaline::cases {

// Of a vector kernel: n = cols, one row. Of a kernel over samples: rows by cols, stride >= cols.
struct Shape {
  std::size_t rows = 1;
  std::size_t cols = 0;
  std::size_t stride = cols;
};

// Everything that a kernel may read or write. Its owner decides where the arrays lie.
template <class T>
struct Operands {
  Shape shape;
  const T* features = nullptr;        // rows by cols; a vector kernel's x
  const T* targets = nullptr;         // rows
  T* weights = nullptr;               // cols; the y of dot and axpy
  T* rows_out = nullptr;              // rows: z
  T* errors_out = nullptr;            // rows: the errors of an online epoch; null where they are not wanted
  T* cols_out = nullptr;              // cols: the descent
  const T* sample_weights = nullptr;  // rows: of moments; null where all are 1
  double* moments_out = nullptr;      // moments_size(cols): means, then products
  T bias = 0;
  T rate = 0;  // the a of axpy
  bool learn_bias = true;
  T scalar_out = 0;  // a sum, the bias's descent, or the last error
  double loss_out = 0;
  kernels::LossSum<T> loss_sum;
  bool wants_loss = true;  // of an online epoch

  MatrixView<T> view() const { return {features, shape.rows, shape.cols, shape.stride}; }
};

// How many numbers the moments of `cols` features are: two for each mean, and the products.
constexpr std::size_t moments_size(std::size_t cols) {
  return 2 * (cols + 1) + kernels::triangle_row(cols + 1);
}

// The least that the kernel must do for a shape; padding and second passes do not count.
struct Work {
  std::size_t bytes_read = 0;
  std::size_t bytes_written = 0;
  std::size_t multiply_adds = 0;  // with the sums that are additions alone counted as one each
};

// Runs a kernel so many times in a row: the loop is here, so that a short call can be timed without another
// around it.
template <class T, class Kernels>
using Repeat = void (*)(Kernels& kernels, Operands<T>& operands, std::size_t times);

template <class T>
struct Case {
  std::string_view name;
  bool over_samples = false;  // shape is rows by cols, else a vector of cols
  Work (*work)(Shape shape) = nullptr;
  Repeat<T, kernels::Kernels<T>> repeat_level = nullptr;
  Repeat<T, PlannedKernels<T>> repeat_planned = nullptr;
  Repeat<T, kernels::Functions<T>> repeat_functions = nullptr;
  // More features than a test or a golden has patience for, where work and results grow with their square. Such
  // a kernel writes moments.
  std::size_t most_cols = std::numeric_limits<std::size_t>::max();

  bool writes_moments() const { return most_cols < std::numeric_limits<std::size_t>::max(); }

  void repeat(kernels::Kernels<T>& kernels, Operands<T>& operands, std::size_t times) const {
    repeat_level(kernels, operands, times);
  }
  void repeat(PlannedKernels<T>& kernels, Operands<T>& operands, std::size_t times) const {
    repeat_planned(kernels, operands, times);
  }
  void repeat(kernels::Functions<T>& functions, Operands<T>& operands, std::size_t times) const {
    repeat_functions(functions, operands, times);
  }

  // Once, by any of these.
  template <class Kernels>
  void run(Kernels kernels, Operands<T>& operands) const {
    repeat(kernels, operands, 1);
  }
};

template <class T, class Kernels, class Once>
void repeat_once(Kernels& kernels, Operands<T>& operands, std::size_t times) {
  for (std::size_t i = 0; i < times; ++i) {
    Once{}(kernels, operands);
    // Results count as used and inputs as new, also where the kernel was inlined.
    asm volatile("" : : : "memory");
  }
}

// A case from a lambda that runs the kernel once, by whatever offers it.
template <class T, class Once>
constexpr Case<T> make_case(std::string_view name, bool over_samples, Work (*work)(Shape), Once) {
  return {name,
          over_samples,
          work,
          &repeat_once<T, kernels::Kernels<T>, Once>,
          &repeat_once<T, PlannedKernels<T>, Once>,
          &repeat_once<T, kernels::Functions<T>, Once>};
}

template <class T>
constexpr Case<T> with_moments(Case<T> c) {
  c.most_cols = 140;
  return c;
}

}  // namespace adaline::cases
