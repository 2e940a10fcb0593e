// The sum of squared errors: lanes over samples inside a chunk, chunks in order, halved once.
#pragma once

#include "lanes.hpp"
#include "table.hpp"

namespace adaline::kernels {
namespace {

// Of a kernel that takes a group of row_lanes samples at a time, chunk by chunk.
template <class Level, class T>
class GroupedLoss {
 public:
  // Lanes without a sample hold +0.
  ADALINE_INLINE void add(const Lanes<Level, T, row_lanes<T>>& errors) { add_squares(errors, lanes_); }

  ADALINE_INLINE void end_chunk() {
    chunks_ += lanes_.fold();
    lanes_ = Sum::all(0);
  }

  ADALINE_INLINE double half() const { return 0.5 * chunks_; }

 private:
  using Sum = Lanes<Level, double, row_lanes<T>>;
  Sum lanes_ = Sum::all(0);
  double chunks_ = 0;
};

// So many more rows are in the lanes, none past the end of a chunk: at its end they are closed.
template <class Level, class T>
ADALINE_INLINE void count_rows(std::size_t more, LossSum<T>& sum) {
  sum.rows += more;
  if (sum.rows % chunk_rows == 0) {
    using Sum = Lanes<Level, double, row_lanes<T>>;
    sum.chunks += Sum::load(sum.lanes).fold();
    Sum::all(0).store(sum.lanes);
  }
}

// Of a kernel that takes samples one by one.
template <class Level, class T>
ADALINE_INLINE void add_square(T error, LossSum<T>& sum) {
  double& lane = sum.lanes[sum.rows % row_lanes<T>];
  lane = scalar_multiply_add<Level, double>(double(error), double(error), lane);
  count_rows<Level>(1, sum);
}

// Of n samples. Whole groups that keep to the lanes of the sum go in at once.
template <class Level, class T>
ADALINE_INLINE void add_squares_of(const T* errors, std::size_t n, LossSum<T>& sum) {
  constexpr std::size_t L = row_lanes<T>;
  using Sum = Lanes<Level, double, L>;
  std::size_t i = 0;
  if (sum.rows % L == 0) {
    for (; i + L <= n; i += L) {
      Sum lanes_of = Sum::load(sum.lanes);
      add_squares(Lanes<Level, T, L>::load(errors + i), lanes_of);
      lanes_of.store(sum.lanes);
      count_rows<Level>(L, sum);
    }
  }
  for (; i < n; ++i) add_square<Level>(errors[i], sum);
}

}  // namespace
}  // namespace adaline::kernels
