// Inputs as moments, one after another: samples are read once and not kept.
#pragma once

#include <adaline/moments.hpp>

#include <optional>
#include <string>
#include <vector>

#include "cli/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/file_share.hpp"
#include "io/part_record.hpp"
#include "io/source.hpp"

namespace adaline::cli {

struct PartsOptions {
  std::string command;  // for messages: "train"
  ColumnChoice columns;
  bool has_target = false;  // whether columns.target was given; else it is that of the first file of moments
  io::Header header = io::Header::first_line;
  std::string share_option;  // what cuts files into shares: "--shares"; empty: nothing
  bool shows_progress = true;
};

// A file, or a share of one.
struct PartInput {
  std::string file;
  std::optional<io::ShareRecord> share;
};

// The parts that files are, in order: each of CSV is so many shares, where `shares` is not 0.
std::vector<PartInput> part_inputs(const std::vector<std::string>& files, std::size_t shares);

// Each input is a part, CSV or a file of moments, and parts are folded in the order in which they are added.
// All of them have the same columns in the same order. Functions throw InputError, or Error: usage, where
// options are for CSV and there is none, or are missing.
class Parts {
 public:
  explicit Parts(const PartsOptions& options) : options_(options) {}

  void add(const PartInput& input);
  // Call it behind the last add().
  void check_options() const;

  // Of all parts, with the names of the columns.
  const Moments& moments() const { return *moments_; }
  const std::vector<std::string>& features() const { return features_; }
  const std::string& target() const { return target_; }

  // What was folded, in order: inputs with the hash of their bytes, and in place of a file of moments that
  // tells of its parts, these.
  const std::vector<io::PartRecord>& records() const { return records_; }

 private:
  void add_file(const std::string& file);
  void add_share(const std::string& file, const io::ShareRecord& share);
  void check_unchanged(const std::string& file, const io::FileState& state);
  void add_samples(io::Source& source, io::FileShare* share);
  std::vector<io::PartRecord> add_moments(io::Source& source);
  void take_names(const io::Place& place, std::vector<std::string> features, const std::string& target,
                  bool is_csv);
  void check_range(const Moments& part, const std::string& file) const;
  void fold(Moments part, const std::string& file);

  const PartsOptions& options_;
  std::vector<std::string> features_;
  std::string target_;
  std::string first_file_;  // whose columns these are
  bool has_csv_ = false;
  std::string shared_file_;  // of which the last share was
  io::FileState shared_state_;
  std::optional<Moments> moments_;
  std::vector<io::PartRecord> records_;
};

}  // namespace adaline::cli
