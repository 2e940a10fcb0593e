// Whether a level gives the recorded bits of its family.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "goldens/outcomes.hpp"
#include "goldens/recorded.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::goldens {

struct Verdict {
  std::size_t checked = 0;
  std::size_t different = 0;
  std::string first_difference;  // "name: got, recorded"; empty if there is none
};

// Takes about a second at the slowest level. Not while another thread uses kernels, as outcomes_of().
Verdict verify(const kernels::Level& level, std::span<const Recorded> goldens = recorded());

// The same of outcomes that are there, of a level of that family.
Verdict compare(std::span<const Outcome> outcomes, bool fused, std::span<const Recorded> goldens);

}  // namespace adaline::goldens
