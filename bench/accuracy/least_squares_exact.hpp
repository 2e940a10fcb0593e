// The least-squares solution of the doubles of a problem, to more digits than are ever compared.
#pragma once

#include "bench/accuracy/least_squares_problems.hpp"

namespace adaline::bench {

// By Gram and Schmidt with 113 bits, after the means are subtracted where there is a bias. The coefficients of
// each problem here agree to 24 digits with those that least_squares_problems.py finds in fractions; standard
// errors are rounded to double. The columns must be independent.
Reference solve_exactly(const LeastSquaresProblem& problem);

}  // namespace adaline::bench
