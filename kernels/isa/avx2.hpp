// AVX2 with FMA.
#pragma once

#include "kernels/isa/half_of_avx2.hpp"
#include "kernels/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Registers = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;
};

}  // namespace
}  // namespace adaline::kernels
