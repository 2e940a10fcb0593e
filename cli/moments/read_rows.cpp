#include "cli/moments/read_rows.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <span>
#include <vector>

namespace adaline::cli {

void read_rows(io::CsvReader& reader, const std::string& weights, Moments& to, Workers* workers) {
  const std::size_t features = to.features();
  io::CsvBlock<double> block;
  std::vector<double> targets, weights_of_rows;
  while (reader.read_block(block, workers)) {
    const std::size_t rows = block.rows();
    targets.resize(rows);
    for (std::size_t r = 0; r < rows; ++r) targets[r] = block.row(r)[features];
    weights_of_rows.resize(weights.empty() ? 0 : rows);
    for (std::size_t r = 0; r < weights_of_rows.size(); ++r) {
      const double weight = block.row(r)[features + 1];
      if (weight < 0) {
        throw io::InputError(
            reader.place_of_row(block.records()[r]),
            fmt::format("the weight {} is negative (column {})", weight, io::in_quotes(weights)));
      }
      weights_of_rows[r] = weight;
    }
    to.add(Samples<double>{{block.data(), rows, features, block.width()}, targets}, weights_of_rows, workers);
  }
  if (reader.rows() == 0) throw io::InputError({reader.file()}, io::no_samples);
}

}  // namespace adaline::cli
