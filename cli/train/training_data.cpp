#include "cli/train/training_data.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include "cli/output.hpp"
#include "parallel/ranges.hpp"

namespace adaline::cli {
namespace {

using io::in_quotes;
using io::InputError;

// "'a', 'b', 'c' and 2 more".
std::string names_of(const std::vector<std::string>& features, std::span<const std::size_t> columns) {
  constexpr std::size_t most_named = 3;
  std::string names;
  for (const std::size_t j : columns.first(std::min(columns.size(), most_named))) {
    names += (names.empty() ? "" : ", ") + in_quotes(features[j]);
  }
  if (columns.size() > most_named) names += fmt::format(" and {} more", columns.size() - most_named);
  return names;
}

io::Standardization standardization_of(const io::SampleTable<double>& table, const std::string& file,
                                       const std::vector<std::string>& features,
                                       const TrainCommandOptions& options, Workers& workers) {
  const bool moves = options.training.learn_bias;
  const Samples<double> samples = table.samples();
  io::Standardization by = io::measure(samples.features, moves ? io::Center::mean : io::Center::zero, &workers);
  if (moves) by.target_mean = io::mean<double>(samples.targets);
  const auto refuse = [&](const std::string& column) {
    throw InputError({file}, "column " + in_quotes(column) + " has values too large to be standardized");
  };
  for (std::size_t j = 0; j < features.size(); ++j) {
    if (!std::isfinite(by.deviations[j])) refuse(features[j]);
  }
  for (const double target : samples.targets) {
    if (!std::isfinite(target - by.target_mean)) refuse(options.target);
  }
  return by;
}

// Whether the column's values differ by so few steps of a float of their size that much of what they say is
// lost.
bool is_coarse(std::span<const float> first, std::size_t rows, std::size_t stride) {
  float least = first[0], most = first[0];
  for (std::size_t r = 0; r < rows; ++r) {
    least = std::min(least, first[r * stride]);
    most = std::max(most, first[r * stride]);
  }
  constexpr float steps = 1000;
  const float largest = std::max(std::fabs(least), std::fabs(most));
  return most > least && most - least < steps * std::numeric_limits<float>::epsilon() * largest;
}

void name_coarse_columns(const io::SampleTable<float>& table, const std::vector<std::string>& features,
                         const std::string& target) {
  const Samples<float> samples = table.samples();
  const std::size_t rows = samples.features.rows, stride = samples.features.row_stride;
  std::vector<std::size_t> coarse;
  const std::span<const float> values(samples.features.data, rows * stride);
  for (std::size_t j = 0; j < features.size(); ++j) {
    if (is_coarse(values.subspan(j), rows, stride)) coarse.push_back(j);
  }
  std::string names = coarse.empty() ? "" : names_of(features, coarse);
  if (is_coarse(samples.targets, rows, 1)) names += (names.empty() ? "" : ", ") + in_quotes(target);
  if (names.empty()) return;
  note("a float holds fewer than 1000 steps between the values of " + names +
       ": leave out --no-standardize, or use --type double");
}

}  // namespace

template <class T>
io::SampleTable<T> standardized(io::SampleTable<double> from, const io::Standardization& by, Workers* workers) {
  const std::size_t rows = from.targets.size();
  io::SampleTable<T> made{.features = {}, .targets = {}, .feature_count = from.feature_count};
  io::SampleTable<T>* to = &made;
  if constexpr (std::is_same_v<T, double>) {
    to = &from;
  } else {
    made.features.room_for(rows * from.feature_count);
    made.features.add(rows * from.feature_count);
    made.targets.room_for(rows);
    made.targets.add(rows);
  }
  // A division takes about 1 ns.
  const double nanoseconds = static_cast<double>(rows) * static_cast<double>(from.feature_count);
  const parallel::Ranges ranges(workers, rows, nanoseconds / 1000);
  ranges.for_each([&](std::size_t range) {
    for (std::size_t r = ranges.begin(range); r < ranges.end(range); ++r) {
      io::standardize<T>(from.row(r), by, to->row(r));
      to->targets.elements()[r] = static_cast<T>(from.targets.elements()[r] - by.target_mean);
    }
  });
  return std::move(*to);
}

void name_constant_columns(const std::vector<std::string>& features, const std::vector<std::size_t>& columns) {
  if (columns.empty()) return;
  note(fmt::format("{} constant up to rounding, and so without a say: {}",
                   columns.size() == 1 ? "a column is" : "columns are", names_of(features, columns)));
}

template <class T>
TrainingData<T> read_training_data(io::CsvReader& reader, const std::vector<std::string>& features,
                                   const TrainCommandOptions& options, Workers& workers) {
  if (!options.standardize) {
    TrainingData<T> data{.table = io::read_samples<T>(reader, features.size(), &workers),
                         .standardization = {}};
    if constexpr (std::is_same_v<T, float>) {
      if (!options.quiet) name_coarse_columns(data.table, features, options.target);
    }
    return data;
  }
  io::SampleTable<double> table = io::read_samples<double>(reader, features.size(), &workers);
  const io::Standardization by = standardization_of(table, reader.file(), features, options, workers);
  if (!options.quiet) name_constant_columns(features, by.constant);
  return {.table = standardized<T>(std::move(table), by, &workers), .standardization = by};
}

template io::SampleTable<float> standardized(io::SampleTable<double>, const io::Standardization&, Workers*);
template io::SampleTable<double> standardized(io::SampleTable<double>, const io::Standardization&, Workers*);
template TrainingData<float> read_training_data(io::CsvReader&, const std::vector<std::string>&,
                                                const TrainCommandOptions&, Workers&);
template TrainingData<double> read_training_data(io::CsvReader&, const std::vector<std::string>&,
                                                 const TrainCommandOptions&, Workers&);

}  // namespace adaline::cli
