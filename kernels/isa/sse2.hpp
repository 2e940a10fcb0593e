// The x86-64 baseline: no fused multiply-add, so a family of its own.
#pragma once

#include "kernels/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Registers = xsimd::sse2;
  static constexpr bool fused = false;
};

}  // namespace
}  // namespace adaline::kernels
