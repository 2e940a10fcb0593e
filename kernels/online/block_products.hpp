// The products of a block's rows, of which one sweep over the columns makes all.
#pragma once

#include "kernels/online/forward_substitution.hpp"

namespace adaline::kernels {
namespace {

// Sums over the columns of a block of B rows.
template <class Target, std::size_t B, class T>
struct BlockSums {
  RowLanes<Target, T> with_weights[B];
  RowLanes<Target, T> with_each_other[pair_count(B)];
};

// The products of a block's rows.
template <class Target, std::size_t B, class T>
struct BlockProducts {
  Results<Target, B, T> with_weights;
  GramResults<Target, B, T> with_each_other;

  explicit ADALINE_INLINE BlockProducts(const BlockSums<Target, B, T>& sums) {
    // First what does not wait for the weights.
    with_each_other = reduced<Target>(sums.with_each_other);
    with_weights = reduced<Target>(sums.with_weights);
  }

  ADALINE_INLINE void add(const BlockProducts& other) {
    with_weights = with_weights + other.with_weights;
    with_each_other = with_each_other + other.with_each_other;
  }
};

}  // namespace
}  // namespace adaline::kernels
