// Which columns a model is trained on.
#pragma once

#include <string>
#include <vector>

#include "cli/train/options.hpp"
#include "io/csv_reader.hpp"

namespace adaline::cli {

// The features' names, in the order asked for, or else in the file's. The reader's rows then hold them, and the
// target behind them. Throws InputError for what does not fit the file's header.
std::vector<std::string> choose_training_columns(io::CsvReader& reader, const TrainCommandOptions& options);

}  // namespace adaline::cli
