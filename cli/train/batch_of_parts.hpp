// `adaline train --method batch` on several files, or on shares of files: gradient descent on their moments.
#pragma once

#include "cli/ranks.hpp"
#include "cli/train/options.hpp"

namespace adaline::cli {

// The parts are read once, as by run_exact(), and their moments folded in their order. From these come the
// standardization, the rate, the optimum and the gradients of all epochs, so that the bits are those of the
// parts, whoever reads them. Where there are ranks, all of them call it.
void run_batch_of_parts(const TrainCommandOptions& options, Ranks* ranks);

}  // namespace adaline::cli
