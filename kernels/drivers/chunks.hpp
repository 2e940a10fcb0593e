// Whole kernels over samples of any number of rows, from the micro-kernels of one chunk: chunk after chunk, the
// partial results added in the tree of first_part(). Baseline C++.
#pragma once

#include <algorithm>
#include <vector>

#include "kernels/dispatch/table.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline::kernels {

// How many sums of as many elements as there are features the gradient of so many rows keeps beside its result.
std::size_t sums_of_chunks(std::size_t rows);

// The gradient of rows first .. first + count - 1, of which of_chunk(first, count, descent, bias_descent) sets
// that of a chunk and returns its sum of e^2. `scratch` holds a vector for each level of the tree above.
template <class T, class OfChunk>
double gradient_of_subtree(const KernelTable<T>& kernels, std::size_t cols, std::size_t first,
                           std::size_t count, const OfChunk& of_chunk, T* descent, T* bias_descent,
                           T* scratch) {
  if (count <= chunk_rows) return of_chunk(first, count, descent, bias_descent);
  const std::size_t part = first_part(count, chunk_rows);
  double sum = gradient_of_subtree(kernels, cols, first, part, of_chunk, descent, bias_descent, scratch);
  T bias_of_rest = 0;
  sum += gradient_of_subtree(kernels, cols, first + part, count - part, of_chunk, scratch, &bias_of_rest,
                             scratch + cols);
  kernels.axpy(T(1), scratch, descent, cols);  // 1 * s + d rounds as s + d does
  *bias_descent = *bias_descent + bias_of_rest;
  return sum;
}

// Of all rows, or of none.
template <class T, class OfChunk>
double gradient_in_tree(const KernelTable<T>& kernels, std::size_t cols, std::size_t rows,
                        const OfChunk& of_chunk, T* descent, T* bias_descent, std::vector<T>& scratch) {
  if (rows == 0) {
    std::fill_n(descent, cols, T(0));
    *bias_descent = 0;
    return 0;
  }
  const std::size_t elements = sums_of_chunks(rows) * cols;
  if (scratch.size() < elements) scratch.resize(elements);  // before anything is written
  return gradient_of_subtree(kernels, cols, 0, rows, of_chunk, descent, bias_descent, scratch.data());
}

// Of samples of no row, or of more than one chunk. Both return the sum of e^2, whose half is the loss.
template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan);
template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch);

// Of any rows. Those that are not row-major are packed in `packed`, chunk by chunk; callers keep it from call
// to call.
template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const RowSource<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan, std::vector<T>& packed);
template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const RowSource<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch,
                          std::vector<T>& packed);

// 1/2 * sum of e^2
template <class T>
double squared_loss(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                    RowPlan plan) {
  if (x.rows == 0 || x.rows > chunk_rows) [[unlikely]]
    return 0.5 * loss_of_chunks(kernels, x, t, w, bias, plan);
  return 0.5 * kernels.squared_loss(x, t, w, bias, plan);
}

// Sets descent[j] = sum of e x[j] and *bias_descent = sum of e; returns 1/2 * sum of e^2. Where there is more
// than one chunk, `scratch` gets x.cols elements sums_of_chunks() times; callers keep it from call to call.
template <class T>
double residual_gradient(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                         T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch) {
  if (x.rows == 0 || x.rows > chunk_rows) [[unlikely]] {
    return 0.5 * gradient_of_chunks(kernels, x, t, w, bias, descent, bias_descent, plan, scratch);
  }
  return 0.5 * kernels.residual_gradient(x, t, w, bias, descent, bias_descent, plan);
}

extern template double loss_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*,
                                      const float*, float, RowPlan);
extern template double loss_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                                      const double*, double, RowPlan);
extern template double gradient_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*,
                                          const float*, float, float*, float*, GradientPlan,
                                          std::vector<float>&);
extern template double gradient_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                                          const double*, double, double*, double*, GradientPlan,
                                          std::vector<double>&);
extern template double loss_of_chunks(const KernelTable<float>&, const RowSource<float>&, const float*,
                                      const float*, float, RowPlan, std::vector<float>&);
extern template double loss_of_chunks(const KernelTable<double>&, const RowSource<double>&, const double*,
                                      const double*, double, RowPlan, std::vector<double>&);
extern template double gradient_of_chunks(const KernelTable<float>&, const RowSource<float>&, const float*,
                                          const float*, float, float*, float*, GradientPlan,
                                          std::vector<float>&, std::vector<float>&);
extern template double gradient_of_chunks(const KernelTable<double>&, const RowSource<double>&, const double*,
                                          const double*, double, double*, double*, GradientPlan,
                                          std::vector<double>&, std::vector<double>&);

}  // namespace adaline::kernels
