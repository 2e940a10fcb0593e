// Samples of a noisy linear neuron.
#pragma once

#include "kernels/cases/random_problem.hpp"
#include "values.hpp"

namespace adaline::test {

using kernels::cases::RandomProblem;

}  // namespace adaline::test
