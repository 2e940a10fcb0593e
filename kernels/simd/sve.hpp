// Arm: SVE with registers of a length that is known when this is compiled. See partial.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

namespace adaline::kernels {
namespace {

// Registers of a length that is known when this is compiled.
using SveFloats = svfloat32_t __attribute__((arm_sve_vector_bits(__ARM_FEATURE_SVE_BITS)));
using SveDoubles = svfloat64_t __attribute__((arm_sve_vector_bits(__ARM_FEATURE_SVE_BITS)));

inline SveFloats load_first(const float* p, std::size_t n, SveFloats) {
  return svld1_f32(svwhilelt_b32_u64(0, n), p);
}
inline SveDoubles load_first(const double* p, std::size_t n, SveDoubles) {
  return svld1_f64(svwhilelt_b64_u64(0, n), p);
}
inline void store_first(float* p, std::size_t n, SveFloats v) { svst1_f32(svwhilelt_b32_u64(0, n), p, v); }
inline void store_first(double* p, std::size_t n, SveDoubles v) { svst1_f64(svwhilelt_b64_u64(0, n), p, v); }
inline SveFloats keep_first(SveFloats v, std::size_t n) {
  return svsel_f32(svwhilelt_b32_u64(0, n), v, svdup_n_f32(0));
}
inline SveDoubles keep_first(SveDoubles v, std::size_t n) {
  return svsel_f64(svwhilelt_b64_u64(0, n), v, svdup_n_f64(0));
}

// Lane l takes lane l + H, for H = half of the register, a quarter .. 1: lane 0 ends up with the sum.
template <std::size_t H = __ARM_FEATURE_SVE_BITS / 64>
inline float reduce(SveFloats v) {
  const SveFloats sum = v + SveFloats(svext_f32(v, v, H));
  if constexpr (H > 1) {
    return reduce<H / 2>(sum);
  } else {
    return sum[0] + 0.0F;
  }
}
template <std::size_t H = __ARM_FEATURE_SVE_BITS / 128>
inline double reduce(SveDoubles v) {
  const SveDoubles sum = v + SveDoubles(svext_f64(v, v, H));
  if constexpr (H > 1) {
    return reduce<H / 2>(sum);
  } else {
    return sum[0] + 0.0;
  }
}

// A half with each of its elements twice: widening takes the even ones.
inline SveFloats lower(SveFloats v) { return svzip1_f32(v, v); }
inline SveFloats upper(SveFloats v) { return svzip2_f32(v, v); }
inline SveDoubles widen(SveFloats v) { return svcvt_f64_f32_x(svptrue_b64(), v); }
inline SveDoubles load_first_widened(const float* p, std::size_t n, SveDoubles) {
  return widen(lower(load_first(p, n, SveFloats{})));
}
inline SveDoubles load_widened(const float* p, SveDoubles) {
  return load_first_widened(p, __ARM_FEATURE_SVE_BITS / 64, SveDoubles{});
}

}  // namespace
}  // namespace adaline::kernels
