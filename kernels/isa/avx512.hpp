// AVX-512 F, BW, CD, DQ and VL.
#pragma once

#include "kernels/isa/half_of_avx2.hpp"
#include "kernels/isa/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct HalfOfAvx512 {
  using Architecture = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;
};

struct Target {
  using Architecture = xsimd::avx512bw;
  static constexpr bool fused = true;
  using Half = HalfOfAvx512;

  // 32 registers of 64 bytes: the lanes of a row take one.
  static constexpr std::size_t square_steps = 1;
  static constexpr std::size_t rows_in_flight = 4;
  static constexpr std::size_t tile_rows_in_flight = 8;
  static constexpr bool adds_a_tile_later = true;
  static constexpr std::size_t most_rows_of_gradient_sweep = 8;
  static constexpr std::size_t gram_in_flight = 16;
  static constexpr bool gram_ahead_updates_in_sweep = true;
  static constexpr std::size_t most_rows_of_online_sweep = 5;
};

constexpr Tuning generic_tuning = {
    .microarchitecture = Microarchitecture::generic,
    .gradient = {.most_bytes_of_sweep_of_eight = bytes_of_sweep(8),
                 .most_bytes_of_sweep_of_four = bytes_of_sweep(4),
                 .most_bytes_in_order = 2048},
    .online = {.least_bytes_of_sweep = 257, .most_bytes_of_prefetch = 4096},
};
constexpr TuningTables tunings = {{generic_tuning}};

}  // namespace
}  // namespace adaline::kernels
