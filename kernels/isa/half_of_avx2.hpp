// 16-byte registers with AVX2's multiply-add.
#pragma once

#include <xsimd/xsimd.hpp>

namespace adaline::kernels {
namespace {

struct HalfOfAvx2 {
  using Architecture = xsimd::fma3<xsimd::sse4_2>;
  static constexpr bool fused = true;
};

}  // namespace
}  // namespace adaline::kernels
