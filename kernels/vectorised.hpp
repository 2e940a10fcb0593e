// Fills a level's table with the vectorised kernels. Included by isa/<name>.cpp alone.
#pragma once

#ifdef __FAST_MATH__
#error "the kernels' bits are defined for exact IEEE arithmetic: build without -ffast-math"
#endif

#include "axpy.hpp"
#include "dot.hpp"
#include "gradient.hpp"
#include "online.hpp"
#include "predict.hpp"
#include "table.hpp"

namespace adaline::kernels {
namespace {

template <class Level, class T>
constexpr KernelTable<T> vectorised_table() {
  return {&dot<Level, T>,          &sum_of_squares<Level, T>,    &axpy<Level, T>,        &predict<Level, T>,
          &squared_loss<Level, T>, &residual_gradient<Level, T>, &online_epoch<Level, T>};
}

template <class L>
constexpr Level vectorised_level(Isa isa) {
  return {isa, Register<L, float>::size * sizeof(float), vectorised_table<L, float>(),
          vectorised_table<L, double>()};
}

}  // namespace
}  // namespace adaline::kernels
