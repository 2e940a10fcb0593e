#include "kernels/drivers/divided_chunks.hpp"

#include <algorithm>

#include "kernels/definition/rows.hpp"
#include "kernels/drivers/chunks.hpp"

namespace adaline::kernels {
namespace {

// How many rows threads take before they meet: about what their second caches hold.
template <class T>
std::size_t rows_at_a_time(std::size_t cols, std::size_t threads) {
  constexpr std::size_t bytes_of_thread = std::size_t{1} << 20;
  const std::size_t task = rows_of_task<T>(cols);
  const std::size_t tasks = std::max<std::size_t>(1, bytes_of_thread / sizeof(T) / cols / task);
  return std::min(chunk_rows, tasks * task * threads);
}

// How many columns are one task, of samples in neighbouring lines: the same ones for the same thread each time.
template <class T>
std::size_t columns_of_task(std::size_t cols, std::size_t threads) {
  constexpr std::size_t unit = 512 / sizeof(T), for_a_thread = 2;
  const std::size_t tasks = for_a_thread * threads;
  return ((cols + tasks - 1) / tasks + unit - 1) / unit * unit;
}

}  // namespace

template <class T>
void DividedChunks<T>::add(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x,
                           std::size_t first, std::size_t count, const T* t, const T* w, T bias, T* descent,
                           RowPlan plan) {
  const MatrixView<T> rows = x.is_view() ? definition::rows_of(x.view(), first, count)
                                         : MatrixView<T>{packed_.data(), count, x.cols, x.cols};
  T* const outputs = outputs_.data() + first % chunk_rows;
  const std::size_t task_rows = rows_of_task<T>(x.cols);
  workers.for_each((count + task_rows - 1) / task_rows, [&](std::size_t task, std::size_t) {
    const std::size_t begin = task * task_rows, size = std::min(task_rows, count - begin);
    if (!x.is_view()) x.pack(first + begin, size, packed_.data() + begin * x.cols);
    kernels.predict(definition::rows_of(rows, begin, size), w, bias, outputs + begin, plan);
    for (std::size_t i = begin; i < begin + size; ++i) {
      factors_[i] = definition::psi(t[first + i] - outputs[i]);
    }
  });
  const std::size_t task_columns = columns_of_task<T>(x.cols, workers.threads());
  workers.for_each((x.cols + task_columns - 1) / task_columns, [&](std::size_t task, std::size_t) {
    const std::size_t begin = task * task_columns, size = std::min(task_columns, x.cols - begin);
    kernels.add_rows({rows.data + begin, count, size, rows.row_stride}, factors_.data(), descent + begin);
  });
}

template <class T>
double DividedChunks<T>::gradient(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x,
                                  const T* t, const T* w, T bias, T* descent, T* bias_descent, RowPlan plan) {
  const std::size_t at_a_time = rows_at_a_time<T>(x.cols, workers.threads());
  outputs_.resize(chunk_rows);
  factors_.resize(chunk_rows);
  if (const std::size_t packed = x.is_view() ? 0 : at_a_time * x.cols; packed_.size() < packed) {
    packed_.resize(packed);
  }
  const auto of_chunk = [&](std::size_t first, std::size_t count, T* to, T* bias_to) {
    std::fill_n(to, x.cols, T(0));
    for (std::size_t begin = first; begin < first + count; begin += at_a_time) {
      add(workers, kernels, x, begin, std::min(at_a_time, first + count - begin), t, w, bias, to, plan);
    }
    // What is summed of the errors themselves is that of samples of one feature, the outputs, times 1.
    const T one = 1;
    T ignored = 0;
    return kernels.residual_gradient({outputs_.data(), count, 1, 1}, t + first, &one, T(0), &ignored, bias_to,
                                     {GradientStrategy::across_samples, 0});
  };
  return gradient_in_tree(kernels, x.cols, x.rows, of_chunk, descent, bias_descent, scratch_);
}

template class DividedChunks<float>;
template class DividedChunks<double>;

}  // namespace adaline::kernels
