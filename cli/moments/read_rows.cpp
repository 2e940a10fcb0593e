#include "cli/moments/read_rows.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

namespace adaline::cli {

void read_rows(io::CsvReader& reader, const std::string& weights, Moments& to) {
  constexpr std::size_t most_rows = 1024, most_numbers = std::size_t{1} << 20;
  const std::size_t features = to.features();
  const std::size_t length = features + 2;  // with the target and the weight
  const std::size_t rows = std::clamp<std::size_t>(most_numbers / length, 1, most_rows);
  std::vector<double> values(rows * length), targets(rows), weights_of_rows(weights.empty() ? 0 : rows);
  std::size_t count = 0;
  const auto add = [&] {
    to.add(Samples<double>{{values.data(), count, features, length}, std::span(targets).first(count)},
           std::span(weights_of_rows).first(weights.empty() ? 0 : count));
    count = 0;
  };
  for (double* row = values.data(); reader.read_row(row); row = values.data() + count * length) {
    targets[count] = row[features];
    if (!weights.empty()) {
      const double weight = row[features + 1];
      if (weight < 0) {
        throw io::InputError(reader.place_of_row(), fmt::format("the weight {} is negative (column {})", weight,
                                                                io::in_quotes(weights)));
      }
      weights_of_rows[count] = weight;
    }
    if (++count == rows) add();
  }
  if (reader.rows() == 0) throw io::InputError({reader.file()}, io::no_samples);
  if (count > 0) add();
}

}  // namespace adaline::cli
