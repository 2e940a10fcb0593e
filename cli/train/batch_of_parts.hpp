// `adaline train --method batch` on several files, or on shares of files.
#pragma once

#include "cli/ranks.hpp"
#include "cli/train/options.hpp"

namespace adaline::cli {

// The parts are read once, as by run_exact(), and their moments folded in the tree of the parts. From these
// come the standardization, the rate and the optimum; and the gradients of all epochs, unless options.strategy
// asks for those of the rows, which are then kept (part_gradients.hpp). Of more features than trainers take
// moments of (trainers/moments_of.hpp) the columns alone are summed up, for the standardization, and all else
// comes from the rows. So the bits are those of the parts, whoever reads them. Where there are ranks, all of
// them call it.
void run_batch_of_parts(const TrainCommandOptions& options, Ranks* ranks);

}  // namespace adaline::cli
