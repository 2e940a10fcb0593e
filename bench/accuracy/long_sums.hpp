// Sums so long that their order shows: the written order, the same lanes and chunks without its trees, pairwise
// summation and OpenBLAS.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "bench/accuracy/families.hpp"

namespace adaline::bench {

// The ways, in the order of the table's columns.
inline constexpr std::array<std::string_view, 4> ways_of_long_sums = {"adaline", "chains of chunks", "pairwise",
                                                                      "OpenBLAS"};

struct LongSum {
  std::string_view kernel;
  std::string_view type;
  std::size_t n;
  std::array<std::optional<double>, ways_of_long_sums.size()> typical;  // as Errors::typical
};

// Of positive numbers, so that nothing cancels. At most so many trials of each.
std::vector<LongSum> measure_long_sums(const std::array<Family, 3>& families, std::size_t most_trials);

}  // namespace adaline::bench
