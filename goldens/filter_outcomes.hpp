// Of adaptive filters: what comes of fixed streams.
#pragma once

#include <vector>

#include "goldens/outcomes.hpp"

namespace adaline::goldens {

// At the level that is in use.
template <class T>
void add_filter_outcomes(std::vector<Outcome>& outcomes);

}  // namespace adaline::goldens
