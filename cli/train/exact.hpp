// `adaline train --method exact`: least squares from moments, in one pass over the samples.
#pragma once

#include "cli/train/options.hpp"

namespace adaline::cli {

// Reads the data, solves, and prints; the model is written last.
void run_exact(const TrainCommandOptions& options);

}  // namespace adaline::cli
