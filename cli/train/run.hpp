// `adaline train` from the file to the model.
#pragma once

#include "cli/train/options.hpp"

namespace adaline::cli {

// Reads, trains, writes the files that were asked for, and prints the summary. Throws Error: diverged, or a
// failure; io::InputError for the data.
void run_train(const TrainCommandOptions& options);

}  // namespace adaline::cli
