// Floats as doubles, for peers whose sums must be double. They have no function for it, and loops that are
// compiled for any CPU would hold them back.
#pragma once

#include <cstddef>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace adaline::bench {
namespace {

#if defined(__x86_64__)
[[gnu::target("avx512f")]] inline void widen_by_512_bits(const float* x, std::size_t n, double* to) {
  constexpr __mmask8 all = 0xff;  // g++ 12 warns of the form without a mask
  std::size_t i = 0;
  for (; i + 8 <= n; i += 8) _mm512_storeu_pd(to + i, _mm512_maskz_cvtps_pd(all, _mm256_loadu_ps(x + i)));
  for (; i < n; ++i) to[i] = static_cast<double>(x[i]);
}

[[gnu::target("avx")]] inline void widen_by_256_bits(const float* x, std::size_t n, double* to) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) _mm256_storeu_pd(to + i, _mm256_cvtps_pd(_mm_loadu_ps(x + i)));
  for (; i < n; ++i) to[i] = static_cast<double>(x[i]);
}
#endif

inline void widen(const float* x, std::size_t n, double* to) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return widen_by_512_bits(x, n, to);
  if (__builtin_cpu_supports("avx")) return widen_by_256_bits(x, n, to);
#endif
  for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<double>(x[i]);
}

}  // namespace
}  // namespace adaline::bench
