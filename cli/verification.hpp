// `adaline cpu --verify`: the golden set at every level that can run here.
#pragma once

#include <vector>

#include <adaline/cpu.hpp>

#include "goldens/verify.hpp"

namespace adaline::cli {

struct CheckedLevel {
  Isa isa;
  goldens::Verdict verdict;
};

// Every level that can run here, slowest first: about a second for each.
std::vector<CheckedLevel> check_levels();

// Prints what came out. Throws Error (failure), which names the first case that differs, if any level's bits
// are not those of the goldens.
void report_levels(const std::vector<CheckedLevel>& levels, bool json);

}  // namespace adaline::cli
