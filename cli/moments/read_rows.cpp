#include "cli/moments/read_rows.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace adaline::cli {

void read_rows(io::CsvReader& reader, const std::string& weights, Moments* to, Workers* workers,
               std::size_t rows_to_skip, io::SampleTable<double>* kept) {
  io::CsvBlock<double> block;
  std::vector<double> targets, weights_of_rows;
  while (reader.read_block(block, workers)) {
    const std::size_t features = block.width() - (weights.empty() ? 1 : 2);
    const std::size_t first = std::min(rows_to_skip, block.rows()), rows = block.rows() - first;
    rows_to_skip -= first;
    if (kept != nullptr) kept->add(block, first, workers);
    if (to == nullptr) continue;
    targets.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) targets[r] = block.row(first + r)[features];
    weights_of_rows.resize(weights.empty() ? 0 : rows);
    for (std::size_t r = 0; r < weights_of_rows.size(); ++r) {
      const double weight = block.row(first + r)[features + 1];
      if (weight < 0) {
        throw io::InputError(
            reader.place_of_row(block.records()[first + r]),
            fmt::format("the weight {} is negative (column {})", weight, io::in_quotes(weights)));
      }
      weights_of_rows[r] = weight;
    }
    to->add(Samples<double>{{block.data() + first * block.width(), rows, features, block.width()}, targets},
            weights_of_rows, workers);
  }
  if (reader.rows() == 0) throw io::InputError({reader.file()}, io::no_samples);
}

}  // namespace adaline::cli
