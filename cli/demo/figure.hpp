// What the notebook drew.
#pragma once

#include <vector>

#include "cli/demo/run.hpp"
#include "cli/plot/figure.hpp"

namespace adaline::cli {

// For each run the samples, the fitted line as it moves, and the least-squares line; and the loss by step.
Figure demo_figure(const std::vector<Run>& runs, const LeastSquares& best);

}  // namespace adaline::cli
