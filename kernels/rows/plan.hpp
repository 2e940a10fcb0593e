// How rows are multiplied with the weights: by predict, by the loss, and by the gradient of rows of up to 256
// bytes.
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/rows/residence.hpp"

namespace adaline::kernels {

enum class RowStrategy : std::uint8_t {
  across_samples,  // up to narrow_features: a row in each lane
  row_by_row,      // each reduced by itself: also rows of more than a chunk, and what is left behind the tiles
  tiles,           // tiles of row_lanes rows, several of them in flight, reduced together
  in_order,        // the same, but one row after the other, which is how memory is read best
};

// Narrow rows of fewer gain nothing by being asked for, and the loops over them are so short that the question
// alone would cost a quarter of their speed.
inline constexpr std::size_t least_features_of_prefetch = 3;

struct RowPlan {
  RowStrategy strategy = RowStrategy::row_by_row;
  std::uint32_t prefetch_distance = 0;  // bytes; 0: nothing is asked for
};

struct RowTuning {
  RowStrategy in_cache = RowStrategy::tiles;
  RowStrategy in_memory = RowStrategy::in_order;            // of rows of more than 64 bytes that are not long
  RowStrategy of_long_rows_in_memory = RowStrategy::tiles;  // which are streams by themselves
  std::size_t least_bytes_of_long_rows = 8193;
  // In bytes. Wider rows of less than 64 bytes are one partial load each, for which a CPU may not prefetch at
  // all: they are asked for wherever the first cache does not hold them; narrow ones, and longer ones up to
  // some length, in memory.
  std::uint32_t prefetch_distance = 8192;
  std::size_t most_bytes_of_prefetch = 0;
};

constexpr RowPlan plan_rows(std::size_t row_bytes, std::size_t features, Residence residence,
                            const RowTuning& tuning) {
  const bool in_memory = residence == Residence::memory;
  if (features <= narrow_features) {
    const bool asks = in_memory && features >= least_features_of_prefetch;
    return {RowStrategy::across_samples, asks ? tuning.prefetch_distance : 0};
  }
  if (row_bytes > chunk_bytes) return {RowStrategy::row_by_row, 0};
  const bool asks = (row_bytes < 64 && residence != Residence::first_cache) ||
                    (in_memory && row_bytes <= tuning.most_bytes_of_prefetch);
  const std::uint32_t distance = asks ? tuning.prefetch_distance : 0;
  if (!in_memory || row_bytes <= 64) return {tuning.in_cache, distance};
  if (row_bytes >= tuning.least_bytes_of_long_rows) return {tuning.of_long_rows_in_memory, distance};
  return {tuning.in_memory, distance};
}

}  // namespace adaline::kernels
