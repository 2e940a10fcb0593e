// Rows of a file as moments.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <string>

#include "io/csv_reader.hpp"
#include "io/sample_table.hpp"

namespace adaline::cli {

// Adds the rows that are left, in double, to the moments, where there are any, and holds no more than a block
// of them at once; workers share the work. The first `rows_to_skip` are read and left out. Features and targets
// of the others go to `kept` as well. The reader's slots: the features, the target, and the weight, where
// `weights` names its column. Throws InputError, also for a weight that is negative, and where there is no row.
void read_rows(io::CsvReader& reader, const std::string& weights, Moments* to, Workers* workers,
               std::size_t rows_to_skip = 0, io::SampleTable<double>* kept = nullptr);

}  // namespace adaline::cli
