#include "kernels/drivers/blocks.hpp"

#include "kernels/drivers/chunks.hpp"

namespace adaline::kernels {

template <class T>
void BlockSums<T>::reserve(const RowSource<T>& x, std::size_t threads, std::size_t sums,
                           std::size_t packed_rows) {
  if (scratch_.size() < threads) scratch_.resize(threads);
  const std::size_t packed = x.is_view() ? 0 : std::min(x.rows, packed_rows) * x.cols;
  for (Scratch& scratch : scratch_) {
    if (scratch.sums.size() < sums * x.cols) scratch.sums.resize(sums * x.cols);
    if (scratch.packed.size() < packed) scratch.packed.resize(packed);
  }
}

template <class T>
void BlockSums<T>::predict(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* w,
                           T bias, T* z, RowPlan plan) {
  // What is packed is as long as a piece of one thread.
  const std::size_t tiles = rows_of_task<T>(x.cols);
  const std::size_t piece = x.is_view() ? x.rows : rows_to_pack<T>(x.cols, tiles);
  const Blocks blocks = blocks_of(x.rows, tiles, workers.threads());
  reserve(x, workers.threads(), 0, piece);
  workers.for_each(blocks.count(), [&](std::size_t block, std::size_t worker) {
    const std::size_t begin = blocks.first(block);
    for_each_piece(x.part(begin, blocks.size(block)), piece, scratch_[worker].packed,
                   [&](std::size_t first, const MatrixView<T>& rows) {
                     kernels.predict(rows, w, bias, z + begin + first, plan);
                   });
  });
}

template <class T>
double BlockSums<T>::loss(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* t,
                          const T* w, T bias, RowPlan plan) {
  if (divides_chunks<T>(x.rows, x.cols, workers.threads(), least_bytes_of_divided_loss)) {
    if (outputs_.size() < x.rows) outputs_.resize(x.rows);
    predict(workers, kernels, x, w, bias, outputs_.data(), plan);
    // The errors are those of samples of one feature, the outputs, times 1.
    const T one = 1;
    const MatrixView<T> outputs{outputs_.data(), x.rows, 1, 1};
    return loss_of_chunks(kernels, outputs, t, &one, T(0), {RowStrategy::across_samples, 0});
  }
  const Blocks blocks = blocks_of(x.rows, chunk_rows, workers.threads());
  reserve(x, workers.threads(), sums_of_chunks(blocks.block_rows), chunk_rows);
  if (losses_.size() < blocks.count()) losses_.resize(blocks.count());
  workers.for_each(blocks.count(), [&](std::size_t block, std::size_t worker) {
    const RowSource<T> rows = x.part(blocks.first(block), blocks.size(block));
    const T* const targets = t + blocks.first(block);
    losses_[block] = loss_of_chunks(kernels, rows, targets, w, bias, plan, scratch_[worker].packed);
  });
  join_blocks(0, blocks.count(), [&](std::size_t left, std::size_t right) { losses_[left] += losses_[right]; });
  return losses_[0];
}

template <class T>
double BlockSums<T>::gradient(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x,
                              const T* t, const T* w, T bias, T* descent, T* bias_descent, GradientPlan plan,
                              RowPlan plan_of_outputs) {
  if (divides_chunks<T>(x.rows, x.cols, workers.threads(), least_bytes_of_divided_gradient)) {
    return divided_.gradient(workers, kernels, x, t, w, bias, descent, bias_descent, plan_of_outputs);
  }
  const Blocks blocks = blocks_of(x.rows, chunk_rows, workers.threads());
  reserve(x, workers.threads(), sums_of_chunks(blocks.block_rows), chunk_rows);
  if (losses_.size() < blocks.count()) losses_.resize(blocks.count());
  if (biases_.size() < blocks.count()) biases_.resize(blocks.count());
  if (descents_.size() < blocks.count() * x.cols) descents_.resize(blocks.count() * x.cols);
  const auto descent_of = [&](std::size_t block) { return descents_.data() + block * x.cols; };
  workers.for_each(blocks.count(), [&](std::size_t block, std::size_t worker) {
    const RowSource<T> rows = x.part(blocks.first(block), blocks.size(block));
    const T* const targets = t + blocks.first(block);
    Scratch& scratch = scratch_[worker];
    losses_[block] = gradient_of_chunks(kernels, rows, targets, w, bias, descent_of(block), &biases_[block],
                                        plan, scratch.sums, scratch.packed);
  });
  join_blocks(0, blocks.count(), [&](std::size_t left, std::size_t right) {
    kernels.axpy(T(1), descent_of(right), descent_of(left), x.cols);
    biases_[left] = biases_[left] + biases_[right];
    losses_[left] += losses_[right];
  });
  std::copy_n(descent_of(0), x.cols, descent);
  *bias_descent = biases_[0];
  return losses_[0];
}

template class BlockSums<float>;
template class BlockSums<double>;

}  // namespace adaline::kernels
