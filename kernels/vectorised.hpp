// Fills a level's tables with the vectorised kernels. Included by isa/<name>.hpp alone.
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

template <class Target, class T>
constexpr LevelPart<T> level_part() {
  return {Register<Target, T>::size * sizeof(T),
          {&dot<Target, T>, &sum_of_squares<Target, T>, &axpy<Target, T>, &predict<Target, T>,
           &squared_loss<Target, T>, &residual_gradient<Target, T>, &online_epoch<Target, T>}};
}

}  // namespace
}  // namespace adaline::kernels
