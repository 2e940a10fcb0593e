// x86: AVX-512, AVX2 and SSE2. See partial.hpp.
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
inline __m512d load_widened(const float* p, __m512d) { return widen(_mm256_loadu_ps(p)); }
inline __m512d load_first_widened(const float* p, std::size_t n, __m512d) {
  return widen(_mm256_maskz_loadu_ps(static_cast<__mmask8>(first_lanes(n)), p));
}
template <std::size_t K>
inline __m512 slide(__m512 a, __m512 b) {
  return _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(b), _mm512_castps_si512(a), K));
}
template <std::size_t K>
inline __m512d slide(__m512d a, __m512d b) {
  return _mm512_castsi512_pd(_mm512_alignr_epi64(_mm512_castpd_si512(b), _mm512_castpd_si512(a), K));
}

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
inline __m256d load_widened(const float* p, __m256d) { return widen(_mm_loadu_ps(p)); }
inline __m256d load_first_widened(const float* p, std::size_t n, __m256d) {
  return widen(_mm_maskload_ps(p, _mm256_castsi256_si128(first_bytes(n * sizeof(float)))));
}
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
inline float reduce(__m128 v) {
  const __m128 two = _mm_add_ps(v, _mm_movehl_ps(v, v));
  const __m128 one = _mm_add_ss(two, _mm_shuffle_ps(two, two, 1));
  return _mm_cvtss_f32(_mm_add_ss(one, _mm_setzero_ps()));
}
inline double reduce(__m128d v) {
  const __m128d one = _mm_add_sd(v, _mm_unpackhi_pd(v, v));
  return _mm_cvtsd_f64(_mm_add_sd(one, _mm_setzero_pd()));
}
#if !defined(__AVX2__)
inline __m128 lower(__m128 v) { return v; }
inline __m128 upper(__m128 v) { return _mm_movehl_ps(v, v); }
inline __m128d widen(__m128 v) { return _mm_cvtps_pd(v); }  // of the lower half
inline __m128d load_widened(const float* p, __m128d) { return widen(load_first(p, 2, __m128{})); }
inline __m128d load_first_widened(const float* p, std::size_t n, __m128d) {
  return widen(load_first(p, n, __m128{}));
}
#endif

#endif
#if defined(__AVX2__)
inline float reduce(__m256 v) { return reduce(_mm_add_ps(lower(v), upper(v))); }
inline double reduce(__m256d v) { return reduce(_mm_add_pd(lower(v), upper(v))); }
#endif
#if defined(__AVX512F__)
inline float reduce(__m512 v) { return reduce(_mm256_add_ps(lower(v), upper(v))); }
inline double reduce(__m512d v) { return reduce(_mm256_add_pd(lower(v), upper(v))); }
#endif

}  // namespace
}  // namespace adaline::kernels
