// Samples divided among threads: blocks of whole chunks that are subtrees of the tree of first_part(), so that
// each is summed by itself, and the sums are those of one thread. Baseline C++.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include <adaline/workers.hpp>

#include "kernels/definition/order.hpp"
#include "kernels/dispatch/table.hpp"
#include "kernels/drivers/divided_chunks.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline::kernels {

// The rows from 0 in blocks of `block_rows`; the last may be shorter.
struct Blocks {
  std::size_t rows;
  std::size_t block_rows;

  std::size_t count() const { return (rows + block_rows - 1) / block_rows; }
  std::size_t first(std::size_t block) const { return block * block_rows; }
  std::size_t size(std::size_t block) const { return std::min(block_rows, rows - first(block)); }
};

// Up to so many blocks for each thread: with more, threads wait less for the last one, and their sums take more
// memory.
inline constexpr std::size_t blocks_for_a_thread = 8;

// Blocks of 2^k times `unit` rows.
inline Blocks blocks_of(std::size_t rows, std::size_t unit, std::size_t threads) {
  std::size_t block_rows = unit;
  while (rows / block_rows > blocks_for_a_thread * threads) block_rows *= 2;
  return {rows, block_rows};
}

// Calls join(left, right) for results of blocks in the order of the tree: that of all comes to be at `first`.
template <class Join>
void join_blocks(std::size_t first, std::size_t count, const Join& join) {
  if (count <= 1) return;
  const std::size_t part = first_part(count, 1);
  join_blocks(first, part, join);
  join_blocks(first + part, count - part, join);
  join(first, first + part);
}

// Kernels over samples on several threads. The memory is kept from call to call, and allocated before anything
// is written.
template <class T>
class BlockSums {
 public:
  void predict(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* w, T bias, T* z,
               RowPlan plan);

  // The sum of e^2, of more than one chunk or where chunks are divided.
  double loss(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* t, const T* w,
              T bias, RowPlan plan);

  // Sets descent[j] = sum of e x[j] and *bias_descent = sum of e; returns the sum of e^2. Of such samples, too.
  double gradient(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* t,
                  const T* w, T bias, T* descent, T* bias_descent, GradientPlan plan, RowPlan plan_of_outputs);

 private:
  struct Scratch {
    std::vector<T> sums;
    std::vector<T> packed;
  };

  // Memory of each worker for sums over blocks, and for packed rows.
  void reserve(const RowSource<T>& x, std::size_t threads, std::size_t sums, std::size_t packed_rows);

  std::vector<Scratch> scratch_;  // of each worker
  std::vector<double> losses_;    // of each block, as the others
  std::vector<T> biases_;
  std::vector<T> descents_;
  std::vector<T> outputs_;  // of all rows, as a divided loss has them
  DividedChunks<T> divided_;
};

extern template class BlockSums<float>;
extern template class BlockSums<double>;

}  // namespace adaline::kernels
