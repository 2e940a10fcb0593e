// Of trainers: each weight, the bias and the loss after a training, as exact hexadecimal numbers.
#pragma once

#include <vector>

#include "goldens/outcomes.hpp"

namespace adaline::goldens {

// At the level that is in use.
template <class T>
void add_training_outcomes(std::vector<Outcome>& outcomes);

}  // namespace adaline::goldens
