// Contests as benchmarks of Google Benchmark: each entrant is one, and each of its repetitions is a round of
// the contest, which is measured for all entrants when the first of them asks for it. So rounds are paired
// whatever the order of the repetitions.
#pragma once

#include <memory>
#include <set>
#include <span>
#include <string>

#include "bench/suite/contest.hpp"

namespace adaline::bench {

// The times of one call, in seconds: counters that reporter.hpp turns into the times of a row, as Google
// Benchmark's own clocks see a round of all entrants or none.
inline constexpr const char* wall_counter = "wall_seconds";
inline constexpr const char* processor_counter = "processor_seconds";

// The statistic of the rounds that reporter.hpp gives to the median.
inline constexpr const char* spread_statistic = "spread";

// Of all rows together: a table of fixed columns needs them.
std::set<std::string> counter_names(std::span<const std::unique_ptr<Contest>> contests);

// The contests must outlive the run. What one throws makes errors of its rows, and sets `has_failed`.
void register_benchmarks(std::span<const std::unique_ptr<Contest>> contests, bool& has_failed);

}  // namespace adaline::bench
