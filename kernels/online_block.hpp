// What the blocks of online learning share.
#pragma once

#include "axpy.hpp"
#include "loss.hpp"
#include "row_product.hpp"

namespace adaline::kernels {
namespace {

template <class T>
struct OnlineBlock {
  MatrixView<T> x;
  const T* t;
  T rate;
  bool learn_bias;

  // What a row's product with another one lacks: the bias's column of ones.
  ADALINE_INLINE T bias_product() const { return learn_bias ? T(1) : T(0); }
};

// Forward substitution: errors[k] -= effect(k, i) * errors[i] for all i < k. False where an error is not finite. An error
// goes into the next one by one multiply-add: that chain is what online learning has to wait for.
template <class Level, std::size_t Rows, class T, class Effect>
ADALINE_INLINE bool substitute(T* errors, Effect effect) {
  T e[Rows];
  T watch = 0;  // 0 * e is 0, or not a number
  unroll<Rows>([&](auto k) ADALINE_INLINED {
    e[k.value] = errors[k.value];
    unroll<k.value>([&](auto i) ADALINE_INLINED {
      e[k.value] = scalar_multiply_add<Level, T>(-effect(k.value, i.value), e[i.value], e[k.value]);
    });
    watch = scalar_multiply_add<Level, T>(e[k.value], T(0), watch);
    errors[k.value] = e[k.value];
  });
  return watch == T(0);
}

template <class Level, class T, class Effect>
ADALINE_INLINE bool substitute(std::size_t rows, T* errors, Effect effect) {
  T watch = 0;
  for (std::size_t k = 0; k < rows; ++k) {
    for (std::size_t i = 0; i < k; ++i) {
      errors[k] = scalar_multiply_add<Level, T>(-effect(k, i), errors[i], errors[k]);
    }
    watch = scalar_multiply_add<Level, T>(errors[k], T(0), watch);
  }
  return watch == T(0);
}

}  // namespace
}  // namespace adaline::kernels
