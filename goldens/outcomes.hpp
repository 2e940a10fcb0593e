// The golden set: what every kernel and every trainer makes of fixed inputs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kernels/dispatch/table.hpp"

namespace adaline::goldens {

// One line of the golden file, for one family.
struct Outcome {
  std::string name;
  std::string text;
};

// A hash as an outcome's text.
std::string as_text(std::uint64_t hash);

// All of them, always in the same order, at a level that can run here. Not while another thread uses kernels:
// training uses the level that is in use, and this one is put in use for that time.
std::vector<Outcome> outcomes_of(const kernels::Level& level);

// The definition itself, for either family: what is recorded.
const kernels::Level& reference_level(bool is_fused);

}  // namespace adaline::goldens
