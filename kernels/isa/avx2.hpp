// AVX2 with FMA.
#pragma once

#include "kernels/isa/half_of_avx2.hpp"
#include "kernels/isa/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Architecture = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;

  // 16 registers of 32 bytes: the lanes of a row take two.
  static constexpr std::size_t square_steps = 4;
  static constexpr std::size_t axpy_step_bytes = 256;
  static constexpr std::size_t most_registers_of_narrow_sums = 8;
  static constexpr std::size_t narrow_tiles_by_register = 8;
  static constexpr std::size_t rows_in_flight = 4;
  static constexpr std::size_t tile_rows_in_flight = 4;
  static constexpr bool adds_a_tile_later = true;
  static constexpr std::size_t most_rows_of_gradient_sweep = 4;
  static constexpr bool substitutes_in_line = true;
  static constexpr std::size_t gram_in_flight = 4;
  static constexpr bool gram_ahead_updates_in_sweep = false;
  static constexpr std::size_t most_rows_of_online_sweep = 4;
  static constexpr std::size_t most_bytes_of_half_registers = 0;
  static constexpr bool slides_windows = false;
  static constexpr bool halves_diagonal_tiles = false;
  static constexpr std::size_t moment_panel = 4;
  static constexpr std::size_t moment_panels_in_flight = 3;
  static constexpr std::size_t moment_sums = 12;
};

// Measured on Zen 4.
constexpr Tuning of_zen4 = {
    .microarchitecture = Microarchitecture::generic,
    .gradient = {.most_bytes_of_sweep_of_four = bytes_of_sweep(4), .most_bytes_in_order = 4096},
    .online = {.least_bytes_of_sweep = 385, .most_bytes_of_prefetch = 3072},
};

// Zen 5 follows pairs and blocks of rows in memory. Against the table of Zen 4, samples in memory: gradients of
// rows of 2 KB 1.8 times as fast, online rows of 2 to 16 KB 1.7 to 2.2 times.
constexpr Tuning of_zen5 = {
    .microarchitecture = Microarchitecture::zen5,
    .gradient = {.most_bytes_of_sweep_of_four = bytes_of_sweep(4), .most_bytes_in_order = 1920},
    .online = {.least_bytes_of_sweep = 385,
               .most_bytes_of_prefetch = 4096,
               .most_bytes_in_order = 0,
               .most_bytes_of_prefetch_in_memory = 16384},
};
constexpr TuningTables tunings = {{of_zen4, of_zen5}};

}  // namespace
}  // namespace adaline::kernels
