// `adaline train --method exact`: least squares from moments, in one pass over the samples.
#pragma once

#include "cli/ranks.hpp"
#include "cli/train/options.hpp"

namespace adaline::cli {

// Reads the data, solves, and prints; the model is written last. Where there are ranks, all of them call it,
// and share the reading; rank 0 does the rest, and the others throw Error without text where that fails.
void run_exact(const TrainCommandOptions& options, Ranks* ranks);

}  // namespace adaline::cli
