#include "cli/train/columns.hpp"

#include <fmt/core.h>

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

std::vector<std::string> all_but(const io::CsvReader& reader, const TrainCommandOptions& options,
                                 const Names& dropped) {
  for (const std::string& name : options.drop) {
    // Twice is fine: none of them is read.
    if (reader.columns_named(name).first == io::CsvReader::unused) io::find_column(reader, name);
  }
  std::vector<std::string> names;
  for (const std::string& name : reader.columns()) {
    if (name != options.target && !dropped.contains(name)) names.push_back(name);
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

}  // namespace

std::vector<std::string> choose_training_columns(io::CsvReader& reader, const TrainCommandOptions& options) {
  io::find_column(reader, options.target);
  refuse_repetition(reader, options.features, "--features");
  const Names dropped = set_of(options.drop);
  if (set_of(options.features).contains(options.target)) {
    throw InputError(reader.place_of_header(),
                     "column " + in_quotes(options.target) + " cannot be the target and a feature as well");
  }
  if (dropped.contains(options.target)) {
    throw InputError(reader.place_of_header(),
                     "column " + in_quotes(options.target) + " is the target; it cannot be dropped");
  }
  std::vector<std::string> names =
      options.features.empty() ? all_but(reader, options, dropped) : options.features;
  if (names.empty()) {
    throw InputError(reader.place_of_header(),
                     "no column is left to be a feature, beside the target " + in_quotes(options.target));
  }
  names.push_back(options.target);
  for (const std::string& name : names) check_name(reader, name);
  io::choose_columns(reader, names);
  names.pop_back();
  return names;
}

}  // namespace adaline::cli
