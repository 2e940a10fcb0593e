// 64-bit Arm: NEON. See partial.hpp.
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

namespace adaline::kernels {
namespace {

inline float32x4_t load_first(const float* p, std::size_t n, float32x4_t) {
  const float32x4_t zero = vdupq_n_f32(0);
  switch (n) {
    case 0:
      return zero;
    case 1:
      return vld1q_lane_f32(p, zero, 0);
    case 2:
      return vcombine_f32(vld1_f32(p), vdup_n_f32(0));
    case 3:
      return vld1q_lane_f32(p + 2, vcombine_f32(vld1_f32(p), vdup_n_f32(0)), 2);
    default:
      return vld1q_f32(p);
  }
}
inline float64x2_t load_first(const double* p, std::size_t n, float64x2_t) {
  switch (n) {
    case 0:
      return vdupq_n_f64(0);
    case 1:
      return vld1q_lane_f64(p, vdupq_n_f64(0), 0);
    default:
      return vld1q_f64(p);
  }
}
inline void store_first(float* p, std::size_t n, float32x4_t v) {
  switch (n) {
    case 0:
      return;
    case 1:
      return vst1q_lane_f32(p, v, 0);
    case 2:
      return vst1_f32(p, vget_low_f32(v));
    case 3:
      vst1_f32(p, vget_low_f32(v));
      return vst1q_lane_f32(p + 2, v, 2);
    default:
      return vst1q_f32(p, v);
  }
}
inline void store_first(double* p, std::size_t n, float64x2_t v) {
  switch (n) {
    case 0:
      return;
    case 1:
      return vst1q_lane_f64(p, v, 0);
    default:
      return vst1q_f64(p, v);
  }
}
inline float32x4_t keep_first(float32x4_t v, std::size_t n) {
  const uint32x4_t index = {0, 1, 2, 3};
  const uint32x4_t kept = vcltq_u32(index, vdupq_n_u32(static_cast<std::uint32_t>(n)));
  return vreinterpretq_f32_u32(vandq_u32(vreinterpretq_u32_f32(v), kept));
}
inline float64x2_t keep_first(float64x2_t v, std::size_t n) {
  const uint64x2_t index = {0, 1};
  const uint64x2_t kept = vcltq_u64(index, vdupq_n_u64(n));
  return vreinterpretq_f64_u64(vandq_u64(vreinterpretq_u64_f64(v), kept));
}
inline float reduce(float32x4_t v) {
  const float32x2_t two = vadd_f32(vget_low_f32(v), vget_high_f32(v));
  return (vget_lane_f32(two, 0) + vget_lane_f32(two, 1)) + 0.0F;
}
inline double reduce(float64x2_t v) { return (vgetq_lane_f64(v, 0) + vgetq_lane_f64(v, 1)) + 0.0; }
inline float32x2_t lower(float32x4_t v) { return vget_low_f32(v); }
inline float32x2_t upper(float32x4_t v) { return vget_high_f32(v); }
inline float64x2_t widen(float32x2_t v) { return vcvt_f64_f32(v); }
inline float64x2_t load_widened(const float* p, float64x2_t) { return widen(vld1_f32(p)); }
inline float64x2_t load_first_widened(const float* p, std::size_t n, float64x2_t) {
  return widen(vget_low_f32(load_first(p, n, float32x4_t{})));
}

}  // namespace
}  // namespace adaline::kernels
