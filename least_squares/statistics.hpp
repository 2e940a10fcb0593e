// What follows from the weights and their factor.
#pragma once

#include "least_squares/solution.hpp"

namespace adaline::least_squares {

// Of the solution's weights. The factor's last row is that of the target.
Statistics statistics(const Solution& solution, const Cholesky& l);

// Fills in the inverse, standard errors, and what covariances with the bias need; all of them are undefined
// without a residual variance.
void add_standard_errors(Solution& solution, const Cholesky& l);

}  // namespace adaline::least_squares
