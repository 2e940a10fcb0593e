// What a register can do that xsimd 13 does not offer: load, store and keep its first n elements alone, fold its
// lanes in the written order, widen. The only file that asks for an instruction set.
//
// A partial load or store touches n elements of memory and no more; the lanes from n on are +0. Copying a
// tail through a buffer would cost a store-forward stall of 15 to 20 ns.
#pragma once

#include <cstddef>
#include <cstdint>

#include <xsimd/xsimd.hpp>

namespace adaline::kernels {
namespace {

#if defined(__AVX512F__)

inline __mmask16 first_lanes(std::size_t n) { return static_cast<__mmask16>((1U << n) - 1U); }

inline __m512 load_first(const float* p, std::size_t n, __m512) {
  return _mm512_maskz_loadu_ps(first_lanes(n), p);
}
inline __m512d load_first(const double* p, std::size_t n, __m512d) {
  return _mm512_maskz_loadu_pd(static_cast<__mmask8>(first_lanes(n)), p);
}
inline void store_first(float* p, std::size_t n, __m512 v) { _mm512_mask_storeu_ps(p, first_lanes(n), v); }
inline void store_first(double* p, std::size_t n, __m512d v) {
  _mm512_mask_storeu_pd(p, static_cast<__mmask8>(first_lanes(n)), v);
}
inline __m512 keep_first(__m512 v, std::size_t n) { return _mm512_maskz_mov_ps(first_lanes(n), v); }
inline __m512d keep_first(__m512d v, std::size_t n) {
  return _mm512_maskz_mov_pd(static_cast<__mmask8>(first_lanes(n)), v);
}
inline __m256 lower(__m512 v) { return _mm512_castps512_ps256(v); }
inline __m256d lower(__m512d v) { return _mm512_castpd512_pd256(v); }
inline __m256 upper(__m512 v) { return _mm512_extractf32x8_ps(v, 1); }
inline __m256d upper(__m512d v) { return _mm512_extractf64x4_pd(v, 1); }
inline __m512d widen(__m256 v) { return _mm512_cvtps_pd(v); }

#endif
#if defined(__AVX2__)

// A window of n ones and then zeros, for 0 <= n <= 8 elements of four bytes, or 4 of eight.
alignas(64) constexpr std::int32_t mask_window[16] = {-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0};

inline __m256i first_bytes(std::size_t bytes) {
  const char* const ones_end = reinterpret_cast<const char*>(mask_window + 8);
  return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(ones_end - bytes));
}

inline __m256 load_first(const float* p, std::size_t n, __m256) {
  return _mm256_maskload_ps(p, first_bytes(n * sizeof(float)));
}
inline __m256d load_first(const double* p, std::size_t n, __m256d) {
  return _mm256_maskload_pd(p, first_bytes(n * sizeof(double)));
}
inline void store_first(float* p, std::size_t n, __m256 v) {
  _mm256_maskstore_ps(p, first_bytes(n * sizeof(float)), v);
}
inline void store_first(double* p, std::size_t n, __m256d v) {
  _mm256_maskstore_pd(p, first_bytes(n * sizeof(double)), v);
}
inline __m256 keep_first(__m256 v, std::size_t n) {
  return _mm256_and_ps(v, _mm256_castsi256_ps(first_bytes(n * sizeof(float))));
}
inline __m256d keep_first(__m256d v, std::size_t n) {
  return _mm256_and_pd(v, _mm256_castsi256_pd(first_bytes(n * sizeof(double))));
}
inline __m128 lower(__m256 v) { return _mm256_castps256_ps128(v); }
inline __m128d lower(__m256d v) { return _mm256_castpd256_pd128(v); }
inline __m128 upper(__m256 v) { return _mm256_extractf128_ps(v, 1); }
inline __m128d upper(__m256d v) { return _mm256_extractf128_pd(v, 1); }
#if !defined(__AVX512F__)
inline __m256d widen(__m128 v) { return _mm256_cvtps_pd(v); }
#endif

#endif
#if defined(__SSE2__)

inline __m128 load_first(const float* p, std::size_t n, __m128) {
  switch (n) {
    case 0:
      return _mm_setzero_ps();
    case 1:
      return _mm_load_ss(p);
    case 2:
      return _mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(p)));
    case 3:
      return _mm_movelh_ps(_mm_castpd_ps(_mm_load_sd(reinterpret_cast<const double*>(p))), _mm_load_ss(p + 2));
    default:
      return _mm_loadu_ps(p);
  }
}
inline __m128d load_first(const double* p, std::size_t n, __m128d) {
  switch (n) {
    case 0:
      return _mm_setzero_pd();
    case 1:
      return _mm_load_sd(p);
    default:
      return _mm_loadu_pd(p);
  }
}
inline void store_first(float* p, std::size_t n, __m128 v) {
  switch (n) {
    case 0:
      return;
    case 1:
      return _mm_store_ss(p, v);
    case 2:
      return _mm_store_sd(reinterpret_cast<double*>(p), _mm_castps_pd(v));
    case 3:
      _mm_store_sd(reinterpret_cast<double*>(p), _mm_castps_pd(v));
      return _mm_store_ss(p + 2, _mm_movehl_ps(v, v));
    default:
      return _mm_storeu_ps(p, v);
  }
}
inline void store_first(double* p, std::size_t n, __m128d v) {
  switch (n) {
    case 0:
      return;
    case 1:
      return _mm_store_sd(p, v);
    default:
      return _mm_storeu_pd(p, v);
  }
}
inline __m128 keep_first(__m128 v, std::size_t n) {
  const __m128i index = _mm_setr_epi32(0, 1, 2, 3);
  return _mm_and_ps(v, _mm_castsi128_ps(_mm_cmplt_epi32(index, _mm_set1_epi32(static_cast<int>(n)))));
}
inline __m128d keep_first(__m128d v, std::size_t n) {
  const __m128i index = _mm_setr_epi32(0, 0, 1, 1);
  return _mm_and_pd(v, _mm_castsi128_pd(_mm_cmplt_epi32(index, _mm_set1_epi32(static_cast<int>(n)))));
}
inline float fold_register(__m128 v) {
  const __m128 two = _mm_add_ps(v, _mm_movehl_ps(v, v));
  const __m128 one = _mm_add_ss(two, _mm_shuffle_ps(two, two, 1));
  return _mm_cvtss_f32(_mm_add_ss(one, _mm_setzero_ps()));
}
inline double fold_register(__m128d v) {
  const __m128d one = _mm_add_sd(v, _mm_unpackhi_pd(v, v));
  return _mm_cvtsd_f64(_mm_add_sd(one, _mm_setzero_pd()));
}
#if !defined(__AVX2__)
inline __m128 lower(__m128 v) { return v; }
inline __m128 upper(__m128 v) { return _mm_movehl_ps(v, v); }
inline __m128d widen(__m128 v) { return _mm_cvtps_pd(v); }  // of the lower half
#endif

#endif
#if defined(__AVX2__)
inline float fold_register(__m256 v) { return fold_register(_mm_add_ps(lower(v), upper(v))); }
inline double fold_register(__m256d v) { return fold_register(_mm_add_pd(lower(v), upper(v))); }
#endif
#if defined(__AVX512F__)
inline float fold_register(__m512 v) { return fold_register(_mm256_add_ps(lower(v), upper(v))); }
inline double fold_register(__m512d v) { return fold_register(_mm256_add_pd(lower(v), upper(v))); }
#endif

#if defined(__aarch64__)

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
inline float fold_register(float32x4_t v) {
  const float32x2_t two = vadd_f32(vget_low_f32(v), vget_high_f32(v));
  return (vget_lane_f32(two, 0) + vget_lane_f32(two, 1)) + 0.0F;
}
inline double fold_register(float64x2_t v) { return (vgetq_lane_f64(v, 0) + vgetq_lane_f64(v, 1)) + 0.0; }
inline float32x2_t lower(float32x4_t v) { return vget_low_f32(v); }
inline float32x2_t upper(float32x4_t v) { return vget_high_f32(v); }
inline float64x2_t widen(float32x2_t v) { return vcvt_f64_f32(v); }

#endif
#if __ARM_FEATURE_SVE_BITS > 0

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
inline float fold_register(SveFloats v) {
  const SveFloats sum = v + SveFloats(svext_f32(v, v, H));
  if constexpr (H > 1) {
    return fold_register<H / 2>(sum);
  } else {
    return sum[0] + 0.0F;
  }
}
template <std::size_t H = __ARM_FEATURE_SVE_BITS / 128>
inline double fold_register(SveDoubles v) {
  const SveDoubles sum = v + SveDoubles(svext_f64(v, v, H));
  if constexpr (H > 1) {
    return fold_register<H / 2>(sum);
  } else {
    return sum[0] + 0.0;
  }
}

// A half with each of its elements twice: widening takes the even ones.
inline SveFloats lower(SveFloats v) { return svzip1_f32(v, v); }
inline SveFloats upper(SveFloats v) { return svzip2_f32(v, v); }
inline SveDoubles widen(SveFloats v) { return svcvt_f64_f32_x(svptrue_b64(), v); }

#endif

}  // namespace
}  // namespace adaline::kernels
