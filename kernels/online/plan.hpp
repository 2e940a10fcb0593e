// How the blocks of an online epoch are learned. How long they are is a part of the definition
// (online_block_rows).
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/rows/residence.hpp"

namespace adaline::kernels {

enum class OnlineStrategy : std::uint8_t {
  across_samples,  // up to narrow_features: a row in each lane; of one feature, segments in each lane
  one_by_one,      // one product after the other: also what is left behind the whole blocks
  gram_ahead,      // the Gram matrix of the next block is made before the errors of this one are waited for
  sweep,  // update, products with the weights and Gram matrix in one sweep, which asks for the next block
  sweep_no_prefetch,
  sweep_in_order,  // the same row after row, which is how memory is read best
};

struct OnlinePlan {
  OnlineStrategy strategy = OnlineStrategy::gram_ahead;
  std::uint32_t prefetch_distance = 0;  // bytes; 0: nothing is asked for, but for the next block in a sweep
};

struct OnlineTuning {
  OnlineStrategy of_short_rows = OnlineStrategy::gram_ahead;
  // Of rows of at least so many bytes.
  std::size_t least_bytes_of_sweep = 0;
  // The next block must fit into the first cache beside this one and the one before it.
  std::size_t most_bytes_of_prefetch = 0;
  std::size_t least_bytes_in_order = 1025;  // of shorter rows it takes too many loads
  std::size_t most_bytes_in_order = 4096;   // longer ones are read as fast several at a time
  std::uint32_t prefetch_distance = 8192;   // in bytes, of blocks of more than two rows
  // Pairs of rows that come from memory may be asked for even where the next one does not fit beside them, and
  // that far ahead as well.
  std::size_t most_bytes_of_prefetch_in_memory = 0;
};

constexpr OnlinePlan plan_online(std::size_t row_bytes, std::size_t features, std::size_t block_rows,
                                 Residence residence, const OnlineTuning& tuning) {
  using enum OnlineStrategy;
  if (features <= narrow_features) return {across_samples, 0};
  const bool in_memory = residence == Residence::memory;
  const bool asks = in_memory || (row_bytes < 64 && residence != Residence::first_cache);
  const std::uint32_t distance = asks ? tuning.prefetch_distance : 0;
  if (row_bytes < tuning.least_bytes_of_sweep) return {tuning.of_short_rows, distance};
  if (in_memory && row_bytes >= tuning.least_bytes_in_order && row_bytes <= tuning.most_bytes_in_order) {
    return {sweep_in_order, 0};
  }
  if (block_rows > 2) return {sweep, distance};
  if (row_bytes > chunk_bytes) return {sweep_no_prefetch, 0};
  if (in_memory && row_bytes <= tuning.most_bytes_of_prefetch_in_memory) return {sweep, distance};
  return {row_bytes <= tuning.most_bytes_of_prefetch ? sweep : sweep_no_prefetch, 0};
}

}  // namespace adaline::kernels
