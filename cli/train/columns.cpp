#include "columns.hpp"

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <string>
#include <unordered_set>
#include <vector>

#include "io/columns.hpp"

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
      throw InputError({reader.file(), 1}, fmt::format("{} names column {} twice", option, in_quotes(name)));
    }
  }
}

std::vector<std::string> all_but(const io::CsvReader& reader, const TrainCommandOptions& options,
                                 const Names& dropped) {
  for (const std::string& name : options.drop) io::find_column(reader, name);
  std::vector<std::string> names;
  for (const std::string& name : reader.columns()) {
    if (name != options.target && !dropped.contains(name)) names.push_back(name);
  }
  return names;
}

// A model file is JSON, whose text is UTF-8.
bool is_utf8(const std::string& name) {
  try {
    return !nlohmann::json(name).dump().empty();
  } catch (const nlohmann::json::exception&) {
    return false;
  }
}

void check_name(const io::CsvReader& reader, const std::string& name) {
  const io::Place place = reader.place_in_header(io::find_column(reader, name));
  if (name.empty()) throw InputError(place, "a column without a name; name it, or choose others by --features");
  if (!is_utf8(name)) throw InputError(place, "column " + in_quotes(name) + ": its name is not UTF-8");
}

}  // namespace

std::vector<std::string> choose_training_columns(io::CsvReader& reader, const TrainCommandOptions& options) {
  io::find_column(reader, options.target);
  refuse_repetition(reader, options.features, "--features");
  const Names dropped = set_of(options.drop);
  if (set_of(options.features).contains(options.target)) {
    throw InputError({reader.file(), 1},
                     "column " + in_quotes(options.target) + " cannot be the target and a feature as well");
  }
  if (dropped.contains(options.target)) {
    throw InputError({reader.file(), 1},
                     "column " + in_quotes(options.target) + " is the target; it cannot be dropped");
  }
  std::vector<std::string> names =
      options.features.empty() ? all_but(reader, options, dropped) : options.features;
  if (names.empty()) {
    throw InputError({reader.file(), 1},
                     "no column is left to be a feature, beside the target " + in_quotes(options.target));
  }
  names.push_back(options.target);
  for (const std::string& name : names) check_name(reader, name);
  io::choose_columns(reader, names);
  names.pop_back();
  return names;
}

}  // namespace adaline::cli
