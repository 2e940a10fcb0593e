// AVX-512 F, BW, CD, DQ and VL.
#pragma once

#include "kernels/isa/half_of_avx2.hpp"
#include "kernels/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct HalfOfAvx512 {
  using Registers = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;
};
struct Target {
  using Registers = xsimd::avx512bw;
  static constexpr bool fused = true;
  using Half = HalfOfAvx512;
};

}  // namespace
}  // namespace adaline::kernels
