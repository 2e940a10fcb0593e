// The kernels that Highway has a function for: its dot. Compiled once for each level (highway.cpp.in), with a
// namespace hwy of its own, so that the linker never gives one level's code to another; see cmake/levels.cmake.
#pragma once

#include <hwy/contrib/dot/dot-inl.h>
#include <hwy/highway.h>

#include "bench/peers/not_offered.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::bench {
namespace {

using namespace not_offered;

template <class T>
T dot(const T* x, const T* y, std::size_t n) {
  return hwy::HWY_NAMESPACE::Dot::Compute<0>(hwy::HWY_NAMESPACE::ScalableTag<T>(), x, y, n);
}

template <class T>
constexpr kernels::Functions<T> highway_functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = name<T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace
}  // namespace adaline::bench
