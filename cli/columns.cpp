#include "cli/columns.hpp"

#include <fmt/core.h>

#include <cstddef>
#include <string>
#include <unordered_set>
#include <vector>

#include "io/columns.hpp"
#include "io/missing_column.hpp"
#include "io/utf8.hpp"

namespace adaline::cli {
namespace {

using io::in_quotes;
using io::InputError;

// Looked up, as there may be as many as a file has columns.
using Names = std::unordered_set<std::string>;

Names set_of(const std::vector<std::string>& names) { return {names.begin(), names.end()}; }

void refuse_repetition(const io::CsvReader& reader, const std::vector<std::string>& names, const char* option) {
  Names seen;
  for (const std::string& name : names) {
    if (!seen.insert(name).second) {
      throw InputError(reader.place_of_header(),
                       fmt::format("{} names column {} twice", option, in_quotes(name)));
    }
  }
}

std::vector<std::string> all_but(const io::CsvReader& reader, const ColumnChoice& choice,
                                 const Names& dropped) {
  for (const std::string& name : choice.drop) {
    // Twice is fine: none of them is read.
    if (reader.columns_named(name).first == io::CsvReader::unused) io::find_column(reader, name);
  }
  const auto is_weights = [&](const std::string& name) {
    return !choice.weights.empty() && name == choice.weights;
  };
  std::vector<std::string> names;
  for (const std::string& name : reader.columns()) {
    if (name != choice.target && !is_weights(name) && !dropped.contains(name)) names.push_back(name);
  }
  return names;
}

void check_name(const io::CsvReader& reader, const std::string& name) {
  if (name.empty() && reader.columns_named(name).first != io::CsvReader::unused) {
    throw InputError(
        reader.place_in_header(reader.columns_named(name).first),
        "a column without a name; name it, leave it out by --drop '', or choose others by --features");
  }
  const io::Place place = reader.place_in_header(io::find_column(reader, name));
  // A model file is JSON, whose text is UTF-8.
  if (io::is_utf8(name)) return;
  throw InputError(place, "column " + in_quotes(name) + ": its name is not UTF-8; " + io::latin1_advice);
}

void check_weights(const io::CsvReader& reader, const ColumnChoice& choice) {
  if (choice.weights.empty()) return;
  io::find_column(reader, choice.weights);
  const auto refuse = [&](const char* what) {
    throw InputError(reader.place_of_header(),
                     fmt::format("column {} cannot be the weights and {}", in_quotes(choice.weights), what));
  };
  if (choice.weights == choice.target) refuse("the target as well");
  if (set_of(choice.features).contains(choice.weights)) refuse("a feature as well");
  if (set_of(choice.drop).contains(choice.weights)) refuse("dropped");
}

}  // namespace

std::vector<std::string> choose_training_columns(io::CsvReader& reader, const ColumnChoice& choice) {
  io::find_column(reader, choice.target);
  refuse_repetition(reader, choice.features, "--features");
  const Names dropped = set_of(choice.drop);
  if (set_of(choice.features).contains(choice.target)) {
    throw InputError(reader.place_of_header(),
                     "column " + in_quotes(choice.target) + " cannot be the target and a feature as well");
  }
  if (dropped.contains(choice.target)) {
    throw InputError(reader.place_of_header(),
                     "column " + in_quotes(choice.target) + " is the target; it cannot be dropped");
  }
  check_weights(reader, choice);
  std::vector<std::string> names = choice.features.empty() ? all_but(reader, choice, dropped) : choice.features;
  if (names.empty()) {
    throw InputError(reader.place_of_header(),
                     "no column is left to be a feature, beside the target " + in_quotes(choice.target));
  }
  const std::size_t features = names.size();
  names.push_back(choice.target);
  if (!choice.weights.empty()) names.push_back(choice.weights);
  for (const std::string& name : names) check_name(reader, name);
  io::choose_columns(reader, names);
  names.resize(features);
  return names;
}

}  // namespace adaline::cli
