// Inputs as moments, one after another: samples are read once and not kept.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/moments/read_part.hpp"
#include "io/input_error.hpp"
#include "io/part_record.hpp"
#include "io/source.hpp"

namespace adaline::cli {

// Each input is a part, CSV or a file of moments, and parts are folded in the order in which they are added.
// All of them have the same columns in the same order. Functions throw InputError, or Error: usage, where
// options are for CSV and there is none, or are missing.
class Parts {
 public:
  explicit Parts(const PartsOptions& options) : options_(options) {}

  void add(const PartInput& input);
  // The same of what was read elsewhere.
  void add(ReadPart part);
  // Call it behind the last add().
  void check_options() const;

  // The rows that were kept, of parts with numbers from 0. They are then no longer here.
  std::vector<PartRows> take_rows() { return std::move(rows_); }

  // Of all parts, with the names of the columns.
  const Moments& moments() const { return *moments_; }
  const std::vector<std::string>& features() const { return features_; }
  const std::string& target() const { return target_; }

  // What was folded, in order: inputs with the hash of their bytes, and in place of a file of moments that
  // tells of its parts, these.
  const std::vector<io::PartRecord>& records() const { return records_; }

 private:
  void check_unchanged(const ReadPart& part);
  void take_names_of_moments(const ReadPart& part);
  void take_names(const io::Place& place, std::vector<std::string> features, const std::string& target,
                  bool is_csv);
  void check_range(const Moments& part, const std::string& file) const;
  void fold(Moments part, const std::string& file);

  const PartsOptions& options_;
  std::vector<std::string> features_;
  std::string target_;
  std::string first_file_;  // whose columns these are
  bool has_csv_ = false;
  std::string shared_file_;  // of which the last part was a share
  io::FileState shared_state_;
  std::optional<Moments> moments_;
  std::vector<io::PartRecord> records_;
  std::vector<PartRows> rows_;
};

}  // namespace adaline::cli
