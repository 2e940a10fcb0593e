// The errors of a block from those that the weights at its start leave: what the steps of the rows before it
// change in the error of row k is taken off.
//
// Benesty and Duhamel, "A fast exact least mean square adaptive algorithm", IEEE Transactions on Signal
// Processing 40 (1992). It holds for any loss, as a step enters the errors behind it by psi alone.
#pragma once

#include "kernels/online/gram.hpp"

namespace adaline::kernels {
namespace {

// e[k] -= effect(k, i) * psi(e[i]) for all i < k. An error goes into the next one by one multiply-add: that
// chain is what online learning has to wait for.
template <class Target, class Loss, std::size_t B, class T>
ADALINE_INLINE void substitute_forward(T (&e)[B], const T* effects) {
  ADALINE_UNROLL for (std::size_t k = 1; k < B; ++k) {
    ADALINE_UNROLL for (std::size_t i = 0; i < k; ++i) {
      e[k] = scalar_multiply_add<Target, T>(-effects[pair_index(k, i)], Loss::psi(e[i]), e[k]);
    }
  }
}

// Whether all errors of a block are finite. One that is not makes all after it so: infinity times whatever
// effect is infinite or not a number, and no sum with that is finite. So the last one tells.
template <class T>
ADALINE_INLINE bool are_finite(T last_error) {
  return last_error * T(0) == T(0);
}

}  // namespace
}  // namespace adaline::kernels
