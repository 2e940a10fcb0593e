// The 64-bit Arm baseline.
#pragma once

#include "kernels/isa/vectorised.hpp"

namespace adaline::kernels {
namespace {

// Not measured: chosen for 32 registers of 16 bytes, of which the lanes of a row take four.
struct Target {
  using Architecture = xsimd::neon64;
  static constexpr bool fused = true;

  static constexpr std::size_t square_steps = 4;
  static constexpr std::size_t axpy_step_bytes = 256;
  static constexpr std::size_t most_registers_of_narrow_sums = 8;
  static constexpr std::size_t narrow_tiles_by_register = 8;
  static constexpr std::size_t rows_in_flight = 4;
  static constexpr std::size_t tile_rows_in_flight = 4;
  static constexpr bool adds_a_tile_later = false;
  static constexpr std::size_t most_rows_of_gradient_sweep = 0;
  static constexpr bool substitutes_in_line = true;
  static constexpr std::size_t gram_in_flight = 4;
  static constexpr bool gram_ahead_updates_in_sweep = false;
  static constexpr std::size_t most_rows_of_online_sweep = 2;
  static constexpr std::size_t most_bytes_of_half_registers = 0;
  static constexpr bool slides_windows = false;
  static constexpr bool halves_diagonal_tiles = false;
  static constexpr std::size_t moment_panel = 4;
  static constexpr std::size_t moment_panels_in_flight = 3;
  static constexpr std::size_t moment_sums = 25;
};

// Not measured: what holds for AVX2, as far as it does not depend on the number of registers.
constexpr TuningTables tunings = {{{
    .microarchitecture = Microarchitecture::generic,
    .gradient = {.most_bytes_in_order = 4096},
    .online = {.least_bytes_of_sweep = 2049, .most_bytes_of_prefetch = 3072},
}}};

}  // namespace
}  // namespace adaline::kernels
