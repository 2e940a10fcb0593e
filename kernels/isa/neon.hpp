// The 64-bit Arm baseline.
#pragma once

#include "kernels/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Registers = xsimd::neon64;
  static constexpr bool fused = true;
};

}  // namespace
}  // namespace adaline::kernels
