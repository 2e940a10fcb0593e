// The samples of a training, as the neuron sees them.
#pragma once

#include <adaline/workers.hpp>

#include <optional>
#include <string>
#include <vector>

#include "cli/train/options.hpp"
#include "io/csv_reader.hpp"
#include "io/sample_table.hpp"
#include "io/standardization.hpp"

namespace adaline::cli {

template <class T>
struct TrainingData {
  // Where there is a standardization, of standardised features and of what targets are above their mean.
  io::SampleTable<T> table;
  std::optional<io::Standardization> standardization;
};

// Each row standardised in double and rounded once to T; in place where T is double.
template <class T>
io::SampleTable<T> standardized(io::SampleTable<double> from, const io::Standardization& by, Workers* workers);

// Notes which columns standardization leaves as they are, if any.
void name_constant_columns(const std::vector<std::string>& features, const std::vector<std::size_t>& columns);

// Reads the rows that are left; the reader's slots are the features and the target behind them. What is
// standardised is read in double and rounded to T once, afterwards. Workers share the work. Notes what a person
// should know of the columns, unless --quiet. Throws io::InputError, also for values that are too large to be
// standardised.
template <class T>
TrainingData<T> read_training_data(io::CsvReader& reader, const std::vector<std::string>& features,
                                   const TrainCommandOptions& options, Workers& workers);

}  // namespace adaline::cli
