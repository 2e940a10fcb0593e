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
  static constexpr std::size_t axpy_step_bytes = 64;
};

struct Target {
  using Architecture = xsimd::avx512bw;
  static constexpr bool fused = true;
  using Half = HalfOfAvx512;

  // 32 registers of 64 bytes: the lanes of a row take one.
  static constexpr std::size_t square_steps = 1;
  static constexpr std::size_t axpy_step_bytes = 256;
  static constexpr std::size_t most_registers_of_narrow_sums = 8;
  static constexpr std::size_t narrow_tiles_by_register = 8;
  static constexpr std::size_t rows_in_flight = 4;
  static constexpr std::size_t tile_rows_in_flight = 8;
  static constexpr bool adds_a_tile_later = true;
  static constexpr std::size_t most_rows_of_gradient_sweep = 8;
  static constexpr bool substitutes_in_line = true;
  static constexpr std::size_t gram_in_flight = 16;
  static constexpr bool gram_ahead_updates_in_sweep = true;
  static constexpr std::size_t most_rows_of_online_sweep = 5;
  static constexpr std::size_t most_bytes_of_half_registers = 256;
  static constexpr bool slides_windows = true;
  static constexpr bool halves_diagonal_tiles = true;
  static constexpr std::size_t moment_panel = 8;
  static constexpr std::size_t moment_panels_in_flight = 3;
  static constexpr std::size_t moment_sums = 25;
};

// Measured on Zen 4.
constexpr Tuning of_zen4 = {
    .microarchitecture = Microarchitecture::generic,
    .gradient = {.most_bytes_of_sweep_of_eight = bytes_of_sweep(8),
                 .most_bytes_of_sweep_of_four = bytes_of_sweep(4),
                 .most_bytes_in_order = 2048},
    .online = {.least_bytes_of_sweep = 257, .most_bytes_of_prefetch = 4096},
};

// Zen 5 follows several rows at a time in memory, and has 48 KB of first cache. Against the table of Zen 4,
// samples in memory: gradients of rows of 0.5 / 2 / 4 KB 1.35 / 1.65 to 2 / 1.25 times as fast, online rows of
// 2 to 8 KB 1.3 to 1.6 times, products of rows of 64 B 1.3 and of longer ones 1.05 to 1.2 times. Moments of 64
// to 256 features in blocks of 512 rows: 1.03 to 1.04 times.
constexpr Tuning of_zen5 = {
    .microarchitecture = Microarchitecture::zen5,
    .rows = {.in_memory = RowStrategy::tiles,
             .of_long_rows_in_memory = RowStrategy::row_by_row,
             .least_bytes_of_long_rows = 16384,
             .most_bytes_of_prefetch = 256},
    .gradient = {.most_bytes_of_sweep_of_eight = bytes_of_sweep(8),
                 .most_bytes_of_sweep_of_four = bytes_of_sweep(4, 48 << 10),
                 .most_bytes_of_sweep_of_eight_in_memory = 3072,
                 .most_bytes_of_parts_in_order = 128},
    .online = {.least_bytes_of_sweep = 257,
               .most_bytes_of_prefetch = 4096,
               .most_bytes_in_order = 0,
               .most_bytes_of_prefetch_in_memory = 16384},
    .moments = {.block_rows = 512},
};
constexpr TuningTables tunings = {{of_zen4, of_zen5}};

}  // namespace
}  // namespace adaline::kernels
