#include "kernels/drivers/chunks.hpp"

#include <algorithm>

namespace adaline::kernels {
namespace {

// The chunk that begins with row `first`.
template <class T>
MatrixView<T> chunk_of(const MatrixView<T>& x, std::size_t first) {
  return {x.data + first * x.row_stride, std::min(chunk_rows, x.rows - first), x.cols, x.row_stride};
}

}  // namespace

template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan) {
  double sum = 0;
  for (std::size_t first = 0; first < x.rows; first += chunk_rows) {
    sum += kernels.squared_loss(chunk_of(x, first), t + first, w, bias, plan);
  }
  return 0.5 * sum;
}

template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& of_chunk) {
  if (x.rows > chunk_rows) of_chunk.resize(x.cols);  // before anything is written
  if (x.rows == 0) {
    std::fill_n(descent, x.cols, T(0));
    *bias_descent = 0;
    return 0;
  }
  double sum = kernels.residual_gradient(chunk_of(x, 0), t, w, bias, descent, bias_descent, plan);
  for (std::size_t first = chunk_rows; first < x.rows; first += chunk_rows) {
    T bias_of_chunk = 0;
    sum += kernels.residual_gradient(chunk_of(x, first), t + first, w, bias, of_chunk.data(), &bias_of_chunk,
                                     plan);
    kernels.axpy(T(1), of_chunk.data(), descent, x.cols);  // 1 * s + d rounds as s + d does
    *bias_descent = *bias_descent + bias_of_chunk;
  }
  return 0.5 * sum;
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
