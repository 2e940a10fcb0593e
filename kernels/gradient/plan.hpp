// How the gradient of a chunk is summed.
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/rows/plan.hpp"

namespace adaline::kernels {

enum class GradientStrategy : std::uint8_t {
  across_samples,       // up to narrow_features: a row in each lane
  four_parts,           // rows of up to 256 bytes: products of tiles, then four chains of additions
  four_parts_in_order,  // the same, with products of one row after the other
  sweep_of_eight,       // update by eight rows and products of the next eight in one sweep
  sweep_of_four,
  two_steps,           // products of some rows, then the update by them
  two_steps_in_order,  // products of one row after the other, then the update by two
};

struct GradientPlan {
  GradientStrategy strategy = GradientStrategy::two_steps;
  std::uint32_t prefetch_distance = 0;  // bytes; 0: nothing is asked for
};

struct GradientTuning {
  // Both blocks of a sweep, the weights and the sums fit into a first cache of 32 KB. With strides of 4 KB, as
  // longer rows have them, all lines of a sweep would fall into one set of it.
  std::size_t most_bytes_of_sweep_of_eight = 0;
  std::size_t most_bytes_of_sweep_of_four = 0;
  // Where samples lie in memory, blocks that leave the first cache may be the smaller loss; and rows up to some
  // length may be read best one after the other.
  std::size_t most_bytes_of_sweep_of_eight_in_memory = 0;
  std::size_t most_bytes_in_order = 0;
  // Of rows of up to 256 bytes, narrow ones too, which leave memory alone while they are added.
  std::uint32_t prefetch_distance_of_parts = 8192;
  std::size_t most_bytes_of_parts_in_order = most_bytes_in_parts;
};

// What each of the 2 * rows + 2 vectors of a sweep may take of the first cache.
constexpr std::size_t bytes_of_sweep(std::size_t rows, std::size_t first_cache = std::size_t{32} << 10) {
  return first_cache / (2 * rows + 2);
}

constexpr GradientPlan plan_gradient(std::size_t row_bytes, std::size_t features, Residence residence,
                                     const GradientTuning& tuning) {
  using enum GradientStrategy;
  const bool in_memory = residence == Residence::memory;
  if (features <= narrow_features) {
    const bool asks = in_memory && features >= least_features_of_prefetch;
    return {across_samples, asks ? tuning.prefetch_distance_of_parts : 0};
  }
  if (row_bytes < 64) {
    return {four_parts, residence == Residence::first_cache ? 0 : tuning.prefetch_distance_of_parts};
  }
  if (row_bytes <= most_bytes_in_parts) {
    if (!in_memory) return {four_parts, 0};
    const bool in_order = row_bytes > 64 && row_bytes <= tuning.most_bytes_of_parts_in_order;
    return {in_order ? four_parts_in_order : four_parts, tuning.prefetch_distance_of_parts};
  }
  if (in_memory && row_bytes <= tuning.most_bytes_in_order) return {two_steps_in_order, 0};
  if (row_bytes > chunk_bytes) return {two_steps, 0};
  if (row_bytes <= tuning.most_bytes_of_sweep_of_eight) return {sweep_of_eight, 0};
  if (in_memory && row_bytes <= tuning.most_bytes_of_sweep_of_eight_in_memory) return {sweep_of_eight, 0};
  if (row_bytes <= tuning.most_bytes_of_sweep_of_four) return {sweep_of_four, 0};
  return {two_steps, 0};
}

}  // namespace adaline::kernels
