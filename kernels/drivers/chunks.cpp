#include "kernels/drivers/chunks.hpp"

#include <algorithm>
#include <bit>

#include "kernels/definition/rows.hpp"

namespace adaline::kernels {
namespace {

using definition::rows_of;

template <class T>
double sum_of_losses(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                     RowPlan plan) {
  if (x.rows <= chunk_rows) return kernels.squared_loss(x, t, w, bias, plan);
  const std::size_t first = first_part(x.rows, chunk_rows);
  const double sum = sum_of_losses(kernels, rows_of(x, 0, first), t, w, bias, plan);
  return sum + sum_of_losses(kernels, rows_of(x, first, x.rows - first), t + first, w, bias, plan);
}

// `scratch` holds a vector for each level of the tree above the chunks.
template <class T>
double sum_of_gradients(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                        T* descent, T* bias_descent, GradientPlan plan, T* scratch) {
  if (x.rows <= chunk_rows) return kernels.residual_gradient(x, t, w, bias, descent, bias_descent, plan);
  const std::size_t first = first_part(x.rows, chunk_rows);
  double sum =
      sum_of_gradients(kernels, rows_of(x, 0, first), t, w, bias, descent, bias_descent, plan, scratch);
  T bias_of_rest = 0;
  sum += sum_of_gradients(kernels, rows_of(x, first, x.rows - first), t + first, w, bias, scratch,
                          &bias_of_rest, plan, scratch + x.cols);
  kernels.axpy(T(1), scratch, descent, x.cols);  // 1 * s + d rounds as s + d does
  *bias_descent = *bias_descent + bias_of_rest;
  return sum;
}

}  // namespace

template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan) {
  return x.rows == 0 ? 0 : 0.5 * sum_of_losses(kernels, x, t, w, bias, plan);
}

template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch) {
  if (x.rows == 0) {
    std::fill_n(descent, x.cols, T(0));
    *bias_descent = 0;
    return 0;
  }
  const auto levels = static_cast<std::size_t>(std::bit_width((x.rows - 1) / chunk_rows));
  if (scratch.size() < levels * x.cols) scratch.resize(levels * x.cols);  // before anything is written
  return 0.5 * sum_of_gradients(kernels, x, t, w, bias, descent, bias_descent, plan, scratch.data());
}

template double loss_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*, const float*,
                               float, RowPlan);
template double loss_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                               const double*, double, RowPlan);
template double gradient_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*,
                                   const float*, float, float*, float*, GradientPlan, std::vector<float>&);
template double gradient_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                                   const double*, double, double*, double*, GradientPlan, std::vector<double>&);

}  // namespace adaline::kernels
