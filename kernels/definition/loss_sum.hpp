// The running sum of rho(e) over an epoch. A caller that goes through an epoch in pieces passes the same sum to
// each, and gets the bits of one call.
#pragma once

#include <bit>
#include <cstddef>

#include "kernels/definition/order.hpp"

namespace adaline::kernels {

template <class T>
struct LossSum {
  double lanes[row_lanes<T>] = {};  // of the chunk at hand; sample i is in lane i mod row_lanes
  std::size_t rows = 0;             // samples so far
  // Of the finished chunks: where bit k of their number is set, subtrees[k] is the sum of 2^k of them, those of
  // the higher bits first. The others hold nothing, and are not set, as a sum may be made for a few samples.
  double subtrees[64 - std::bit_width(chunk_rows - 1)];

  std::size_t finished_chunks() const { return rows / chunk_rows; }
  bool has_subtree(std::size_t k) const { return finished_chunks() >> k & 1U; }
};

namespace {

// The chunk that `rows` has just reached the end of goes in: it is joined with the subtrees that it completes.
template <class T>
void add_chunk(double chunk, LossSum<T>& sum) {
  const auto completed = static_cast<std::size_t>(std::countr_zero(sum.finished_chunks()));
  for (std::size_t k = 0; k < completed; ++k) chunk = sum.subtrees[k] + chunk;
  sum.subtrees[completed] = chunk;
}

// A sum that was made in one piece elsewhere.
template <class T>
void set_sum(double whole, LossSum<T>& sum) {
  sum.rows = chunk_rows;
  sum.subtrees[0] = whole;
}

// The sum of the subtrees, and of the chunk at hand: 0 where there is none, which changes no sum of rho.
template <class T>
double sum_of_subtrees(const LossSum<T>& sum, double chunk_at_hand) {
  double total = chunk_at_hand;
  for (std::size_t k = 0; sum.finished_chunks() >> k > 0; ++k) {
    if (sum.has_subtree(k)) total = sum.subtrees[k] + total;
  }
  return total;
}

}  // namespace
}  // namespace adaline::kernels
