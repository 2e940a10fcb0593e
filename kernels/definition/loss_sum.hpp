// The running sum of rho(e) over an epoch. A caller that goes through an epoch in pieces passes the same sum to
// each, and gets the bits of one call.
#pragma once

#include <cstddef>

#include "kernels/definition/order.hpp"

namespace adaline::kernels {

template <class T>
struct LossSum {
  double lanes[row_lanes<T>] = {};  // of the chunk at hand; sample i is in lane i mod row_lanes
  double chunks = 0;                // the finished chunks
  std::size_t rows = 0;             // samples so far
};

}  // namespace adaline::kernels
