// The definition itself, compiled: an oracle where there is something faster, the fallback elsewhere.
#pragma once

#include "kernels/reference.hpp"

#ifdef __FAST_MATH__
#error "the kernels' bits are defined for exact IEEE arithmetic: build without -ffast-math"
#endif

namespace adaline::kernels {
namespace {

using Target = Reference<Fused>;

template <class Definition, class T>
constexpr LevelPart<T> level_part() {
  return {sizeof(double), Definition::template table<T>()};
}

}  // namespace
}  // namespace adaline::kernels
