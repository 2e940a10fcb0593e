// Of least squares: the solutions of fixed moments.
#pragma once

#include <vector>

#include "goldens/outcomes.hpp"

namespace adaline::goldens {

// At the level that is in use.
void add_least_squares_outcomes(std::vector<Outcome>& outcomes);

}  // namespace adaline::goldens
