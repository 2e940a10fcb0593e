// Inputs as moments, one after another: samples are read once and not kept.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/moments/part_sums.hpp"
#include "cli/moments/read_part.hpp"
#include "io/input_error.hpp"
#include "io/part_record.hpp"
#include "io/source.hpp"

namespace adaline::cli {

// Each input is a part, CSV or a file of moments, and parts are folded in the order in which they are added, in
// the tree of their numbers (adaline/moments_fold.hpp). All of them have the same columns in the same order.
// Functions throw InputError, or Error: usage, where options are for CSV and there is none, or are missing.
class Parts {
 public:
  explicit Parts(const PartsOptions& options) : options_(options) {}

  void add(const PartInput& input);
  // A part that was read elsewhere, and whose sums are folded elsewhere.
  void add(const PartHead& part);
  // Of all of these parts.
  void set_sums(PartSums sums) { sums_ = std::move(sums); }
  // Call it behind all that.
  void finish();

  // The rows that were kept, of parts with numbers from 0. They are then no longer here.
  std::vector<PartRows> take_rows() { return std::move(rows_); }

  // Of all parts.
  const PartSums& sums() const { return *sums_; }
  // Where these are moments, which then have the names of the columns.
  const Moments& moments() const { return std::get<Moments>(*sums_); }
  const std::vector<std::string>& features() const { return features_; }
  const std::string& target() const { return target_; }

  // What was folded, in order: inputs with the hash of their bytes, and in place of a file of moments that
  // tells of its parts, these.
  const std::vector<io::PartRecord>& records() const { return records_; }

 private:
  void check_unchanged(const PartHead& part);
  void take_names_of_moments(const PartHead& part);
  void take_names(const io::Place& place, std::vector<std::string> features, const std::string& target,
                  bool is_csv);
  void check_options() const;
  [[noreturn]] void refuse_too_large(std::size_t column, const std::string& file) const;

  const PartsOptions& options_;
  std::vector<std::string> features_;
  std::string target_;
  std::string first_file_;  // whose columns these are
  std::string place_;       // of all parts
  bool has_csv_ = false;
  std::string shared_file_;  // of which the last part was a share
  io::FileState shared_state_;
  std::size_t count_ = 0;
  SumsOfSomeParts fold_;
  std::optional<PartSums> sums_;
  std::vector<io::PartRecord> records_;
  std::vector<PartRows> rows_;
};

}  // namespace adaline::cli
