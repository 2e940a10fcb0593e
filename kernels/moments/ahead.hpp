// Samples that are asked for while others are computed: packing alone reads memory, and memory must not wait
// for the sums between.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/definition/order.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// The rows of the next chunk, so many as a block has, line by line.
class Ahead {
 public:
  template <class T>
  ADALINE_INLINE Ahead(const MatrixView<T>& block, std::size_t most_row_bytes)
      : next_(reinterpret_cast<const char*>(block.data + chunk_rows * block.row_stride)),
        end_(block.row_stride * sizeof(T) <= most_row_bytes ? next_ + block.rows * block.row_stride * sizeof(T)
                                                            : next_) {}

  // Asks for a line, as long as there are some.
  ADALINE_INLINE void ask() {
    __builtin_prefetch(next_, 0, 2);
    next_ = next_ < end_ ? next_ + 64 : next_;
  }

 private:
  const char* next_;
  const char* end_;
};

}  // namespace
}  // namespace adaline::kernels
