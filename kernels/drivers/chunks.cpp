#include "kernels/drivers/chunks.hpp"

#include <bit>

#include "kernels/definition/rows.hpp"

namespace adaline::kernels {
namespace {

using definition::rows_of;

// `rows(first, count)` gives rows as a view that is valid until the next call.
template <class T, class Rows>
double sum_of_losses(const KernelTable<T>& kernels, Rows rows, std::size_t first, std::size_t count, const T* t,
                     const T* w, T bias, RowPlan plan) {
  if (count <= chunk_rows) return kernels.squared_loss(rows(first, count), t + first, w, bias, plan);
  const std::size_t part = first_part(count, chunk_rows);
  const double sum = sum_of_losses(kernels, rows, first, part, t, w, bias, plan);
  return sum + sum_of_losses(kernels, rows, first + part, count - part, t, w, bias, plan);
}

// `rows` as above.
template <class T, class Rows>
double gradient_of_rows(const KernelTable<T>& kernels, Rows rows, std::size_t count, const T* t, const T* w,
                        std::size_t cols, T bias, T* descent, T* bias_descent, GradientPlan plan,
                        std::vector<T>& scratch) {
  const auto of_chunk = [&](std::size_t first, std::size_t size, T* to, T* bias_to) {
    return kernels.residual_gradient(rows(first, size), t + first, w, bias, to, bias_to, plan);
  };
  return gradient_in_tree(kernels, cols, count, of_chunk, descent, bias_descent, scratch);
}

template <class T>
auto rows_in(const MatrixView<T>& x) {
  return [&x](std::size_t first, std::size_t count) { return rows_of(x, first, count); };
}

// Packs those that are not row-major.
template <class T>
auto rows_in(const RowSource<T>& x, std::vector<T>& packed) {
  const std::size_t elements = x.is_view() ? 0 : std::min(x.rows, chunk_rows) * x.cols;
  if (packed.size() < elements) packed.resize(elements);
  return [&x, to = packed.data()](std::size_t first, std::size_t count) {
    if (x.is_view()) return rows_of(x.view(), first, count);
    x.pack(first, count, to);
    return MatrixView<T>{to, count, x.cols, x.cols};
  };
}

}  // namespace

// One for each level of the tree above the chunks.
std::size_t sums_of_chunks(std::size_t rows) {
  return rows == 0 ? 0 : static_cast<std::size_t>(std::bit_width((rows - 1) / chunk_rows));
}

template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan) {
  return x.rows == 0 ? 0 : sum_of_losses(kernels, rows_in(x), 0, x.rows, t, w, bias, plan);
}

template <class T>
double loss_of_chunks(const KernelTable<T>& kernels, const RowSource<T>& x, const T* t, const T* w, T bias,
                      RowPlan plan, std::vector<T>& packed) {
  return x.rows == 0 ? 0 : sum_of_losses(kernels, rows_in(x, packed), 0, x.rows, t, w, bias, plan);
}

template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch) {
  return gradient_of_rows(kernels, rows_in(x), x.rows, t, w, x.cols, bias, descent, bias_descent, plan,
                          scratch);
}

template <class T>
double gradient_of_chunks(const KernelTable<T>& kernels, const RowSource<T>& x, const T* t, const T* w, T bias,
                          T* descent, T* bias_descent, GradientPlan plan, std::vector<T>& scratch,
                          std::vector<T>& packed) {
  return gradient_of_rows(kernels, rows_in(x, packed), x.rows, t, w, x.cols, bias, descent, bias_descent, plan,
                          scratch);
}

template double loss_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*, const float*,
                               float, RowPlan);
template double loss_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                               const double*, double, RowPlan);
template double loss_of_chunks(const KernelTable<float>&, const RowSource<float>&, const float*, const float*,
                               float, RowPlan, std::vector<float>&);
template double loss_of_chunks(const KernelTable<double>&, const RowSource<double>&, const double*,
                               const double*, double, RowPlan, std::vector<double>&);
template double gradient_of_chunks(const KernelTable<float>&, const MatrixView<float>&, const float*,
                                   const float*, float, float*, float*, GradientPlan, std::vector<float>&);
template double gradient_of_chunks(const KernelTable<double>&, const MatrixView<double>&, const double*,
                                   const double*, double, double*, double*, GradientPlan, std::vector<double>&);
template double gradient_of_chunks(const KernelTable<float>&, const RowSource<float>&, const float*,
                                   const float*, float, float*, float*, GradientPlan, std::vector<float>&,
                                   std::vector<float>&);
template double gradient_of_chunks(const KernelTable<double>&, const RowSource<double>&, const double*,
                                   const double*, double, double*, double*, GradientPlan, std::vector<double>&,
                                   std::vector<double>&);

}  // namespace adaline::kernels
