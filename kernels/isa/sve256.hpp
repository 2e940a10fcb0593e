// Arm's scalable vectors, where they are 256 bits long.
#pragma once

#include "kernels/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Registers = xsimd::sve;
  static constexpr bool fused = true;
};

}  // namespace
}  // namespace adaline::kernels
