// The definition of the skeleton's kernel, as a kernel of the library has it in kernels/definition/: plain
// loops in the written order, lanes written out as arrays. Whatever is written here is what every level must
// return.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/definition/arithmetic.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::skeleton::definition {
namespace {

// CHANGE: the kernel's name, its parameters and its loops. This one sets norms[i] = sum over j of x(i, j)^2.
template <class Arithmetic, class T>
void squared_norms(const MatrixView<T>& x, T* norms) {
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    // CHANGE: the number of lanes, a constant of kernels/definition/order.hpp. Element j goes to lane j mod L.
    T lane[kernels::row_lanes<T>] = {};
    for (std::size_t j = 0; j < x.cols; ++j) {
      T& sum = lane[j % kernels::row_lanes<T>];
      sum = Arithmetic::multiply_add(row[j], row[j], sum);
    }
    norms[i] = kernels::definition::reduce(lane);
  }
}

}  // namespace
}  // namespace adaline::skeleton::definition
