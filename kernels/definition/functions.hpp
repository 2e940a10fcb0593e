// The definition of every kernel: plain loops in the written order, lanes written out as arrays. Each level
// must return these bits; a change here raises numerics_version.
#pragma once

#include "kernels/definition/gradient.hpp"
#include "kernels/definition/moments.hpp"
#include "kernels/definition/online.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::kernels::definition {
namespace {

template <class Arithmetic, class T>
constexpr Functions<T> functions() {
  return {
#define ADALINE_KERNEL(name, ...) .name = &name<Arithmetic, T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
  };
}

}  // namespace
}  // namespace adaline::kernels::definition
