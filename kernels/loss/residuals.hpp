// Errors of tiles of samples, and running sums of their losses.
#pragma once

#include "kernels/loss/squared_loss.hpp"

namespace adaline::kernels {
namespace {

// t - z of a tile of n samples, and +0 in the other lanes.
template <class Target, class T>
ADALINE_INLINE RowLanes<Target, T> residuals(const T* t, const RowLanes<Target, T>& outputs, std::size_t n) {
  if (n == row_lanes<T>) return RowLanes<Target, T>::load(t) - outputs;
  return (RowLanes<Target, T>::load(t, n) - outputs).first(n);
}

// `more` rows more are in the lanes, none past the end of a chunk: at its end they are closed.
template <class Target, class T>
ADALINE_INLINE void count_rows(std::size_t more, LossSum<T>& sum) {
  sum.rows += more;
  if (sum.rows % chunk_rows == 0) {
    using Sum = Lanes<Target, double, row_lanes<T>>;
    add_chunk(Sum::load(sum.lanes).reduce(), sum);
    Sum::all(0).store(sum.lanes);
  }
}

// The losses of n errors go in. Whole tiles that keep to the lanes of the sum do so at once.
template <class Target, class Loss, class T>
ADALINE_INLINE void add_losses(const T* errors, std::size_t n, LossSum<T>& sum) {
  constexpr std::size_t L = row_lanes<T>;
  using Sum = Lanes<Target, double, L>;
  std::size_t i = 0;
  if (sum.rows % L == 0) {
    for (; i + L <= n; i += L) {
      Sum lanes = Sum::load(sum.lanes);
      Loss::add_rho(RowLanes<Target, T>::load(errors + i), lanes);
      lanes.store(sum.lanes);
      count_rows<Target>(L, sum);
    }
  }
  for (; i < n; ++i) {
    double& lane = sum.lanes[sum.rows % L];
    lane = Loss::add_rho(errors[i], lane);
    count_rows<Target>(1, sum);
  }
}

}  // namespace
}  // namespace adaline::kernels
