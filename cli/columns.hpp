// Which columns of a file a model is trained on.
#pragma once

#include <string>
#include <vector>

#include "io/csv_reader.hpp"

namespace adaline::cli {

// What the command line says of them.
struct ColumnChoice {
  std::string target;
  std::vector<std::string> features;  // empty: all columns but the target, the weights and those to drop
  std::vector<std::string> drop;
  std::string weights;  // of samples; empty: none
};

// The features' names, in the order asked for, or else in the file's. The reader's rows then hold them, the
// target behind them, and behind that the weight, where there is one. Throws InputError for what does not fit
// the file's header.
std::vector<std::string> choose_training_columns(io::CsvReader& reader, const ColumnChoice& choice);

}  // namespace adaline::cli
