// Of kernels: a hash of all that each of them writes.
#pragma once

#include <vector>

#include "goldens/outcomes.hpp"

namespace adaline::goldens {

// By the plan for this CPU. At some sizes every other plan that the level has must give the same; one that does
// not is named in the text, so that it equals no golden.
template <class T>
void add_kernel_outcomes(const kernels::Level& level, std::vector<Outcome>& outcomes);

}  // namespace adaline::goldens
