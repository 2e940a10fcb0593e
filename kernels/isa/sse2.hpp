// The x86-64 baseline: no fused multiply-add, so a family of its own. CPUs that have nothing better are older
// than 2013: there is one simple strategy for each kernel.
#pragma once

#include "kernels/isa/vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Target {
  using Architecture = xsimd::sse2;
  static constexpr bool fused = false;

  // 16 registers of 16 bytes: the lanes of a row take four.
  static constexpr std::size_t square_steps = 4;
  static constexpr std::size_t axpy_step_bytes = 256;
  static constexpr std::size_t most_registers_of_narrow_sums = 8;
  static constexpr std::size_t narrow_tiles_by_register = 8;
  static constexpr std::size_t rows_in_flight = 2;
  static constexpr std::size_t tile_rows_in_flight = 0;
  static constexpr bool adds_a_tile_later = false;
  static constexpr std::size_t most_rows_of_gradient_sweep = 0;
  static constexpr bool substitutes_in_line = false;
  static constexpr std::size_t gram_in_flight = 0;
  static constexpr bool gram_ahead_updates_in_sweep = false;
  static constexpr std::size_t most_rows_of_online_sweep = 0;
  static constexpr std::size_t most_bytes_of_half_registers = 0;
  static constexpr bool slides_windows = false;
  static constexpr bool halves_diagonal_tiles = false;
  static constexpr std::size_t moment_panel = 4;
  static constexpr std::size_t moment_panels_in_flight = 1;
  static constexpr std::size_t moment_sums = 9;
};

constexpr TuningTables tunings = {{{
    .microarchitecture = Microarchitecture::generic,
    .rows = {.in_cache = RowStrategy::row_by_row,
             .in_memory = RowStrategy::row_by_row,
             .of_long_rows_in_memory = RowStrategy::row_by_row,
             .prefetch_distance = 0},
    .gradient = {.prefetch_distance_of_parts = 0, .most_bytes_of_parts_in_order = 0},
    .online = {.of_short_rows = OnlineStrategy::one_by_one,
               .least_bytes_of_sweep = SIZE_MAX,
               .prefetch_distance = 0},
}}};

}  // namespace
}  // namespace adaline::kernels
