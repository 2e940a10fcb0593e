// Chunks of wide rows that are each divided among threads, where there are fewer chunks than threads. Baseline
// C++.
#pragma once

#include <cstddef>
#include <vector>

#include <adaline/workers.hpp>

#include "kernels/definition/order.hpp"
#include "kernels/dispatch/table.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline::kernels {

// Samples of so many bytes are worth it. Threads meet once for a loss and twice for a gradient, which reads
// samples twice: on two threads of Zen 4 a loss of 1 MB is 1.3 to 1.8 times as fast as on one, a gradient of
// 1 MB 0.9 to 1.3 times, of 2 MB 1.2 to 1.35 times, and of 16 MB 1.8 times.
inline constexpr std::size_t least_bytes_of_divided_loss = std::size_t{1} << 20;
inline constexpr std::size_t least_bytes_of_divided_gradient = std::size_t{2} << 20;

// Whether such samples divide chunks. The sums of shorter rows are not chains over the samples.
template <class T>
bool divides_chunks(std::size_t rows, std::size_t cols, std::size_t threads, std::size_t least_bytes) {
  return cols > most_features_in_parts<T> && (rows + chunk_rows - 1) / chunk_rows < threads &&
         rows * cols >= least_bytes / sizeof(T);
}

// So many neighbouring rows are one task: whole tiles and lines of results, but fewer where they are long.
template <class T>
std::size_t rows_of_task(std::size_t cols) {
  constexpr std::size_t bytes = std::size_t{256} << 10;
  std::size_t rows = 64;
  while (rows > 4 && rows * cols * sizeof(T) > bytes) rows /= 2;
  return rows;
}

// The memory is kept from call to call, and allocated before anything is written.
template <class T>
class DividedChunks {
 public:
  // Sets descent[j] = sum of e x[j] and *bias_descent = sum of e; returns the sum of e^2. Some rows at a time,
  // whose samples stay in the caches of the threads: these take rows for the outputs, meet, and take columns
  // for the sums, whose elements are chains of their own.
  double gradient(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, const T* t,
                  const T* w, T bias, T* descent, T* bias_descent, RowPlan plan);

 private:
  // Adds rows first .. first + count - 1 to the sums.
  void add(Workers& workers, const KernelTable<T>& kernels, const RowSource<T>& x, std::size_t first,
           std::size_t count, const T* t, const T* w, T bias, T* descent, RowPlan plan);

  std::vector<T> outputs_;  // of a chunk, as the others
  std::vector<T> factors_;
  std::vector<T> packed_;   // of the rows at hand
  std::vector<T> scratch_;  // of the tree
};

extern template class DividedChunks<float>;
extern template class DividedChunks<double>;

}  // namespace adaline::kernels
