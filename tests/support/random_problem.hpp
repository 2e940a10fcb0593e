// Samples of a noisy linear neuron.
#pragma once

#include "goldens/cases/random_problem.hpp"
#include "tests/support/values.hpp"

namespace adaline::test {

using cases::RandomProblem;

}  // namespace adaline::test
