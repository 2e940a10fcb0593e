// One input as moments: samples are read once and not kept.
#pragma once

#include <adaline/moments.hpp>
#include <adaline/workers.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/columns.hpp"
#include "cli/moments/part_sums.hpp"
#include "io/csv_reader.hpp"
#include "io/input_error.hpp"
#include "io/part_record.hpp"
#include "io/sample_table.hpp"
#include "io/source.hpp"

namespace adaline::cli {

struct PartsOptions {
  std::string command;  // for messages: "train"
  ColumnChoice columns;
  bool has_target = false;  // whether columns.target was given; else it is that of the first file of moments
  io::Header header = io::Header::first_line;
  std::string share_option;  // what cuts files into shares: "--shares"; empty: nothing
  bool shows_progress = true;
  Workers* workers = nullptr;  // that share the work
  bool keeps_rows = false;     // of CSV, beside its moments
  // Whether moments are made of more features than trainers take unasked (trainers/moments_of.hpp), since
  // their memory is the square; else the moments of columns alone are, and the rows are kept.
  bool takes_wide_moments = true;
  std::function<void()> while_reading = {};  // called now and then; may throw to stop it
};

// A file, or a share of one.
struct PartInput {
  std::string file;
  std::optional<io::ShareRecord> share;
};

// The parts that files are, in order: each of CSV is so many shares, where `shares` is not 0.
std::vector<PartInput> part_inputs(const std::vector<std::string>& files, std::size_t shares);

// What is known of an input beside its sums.
struct PartHead {
  io::Place place;  // of the names of its columns
  bool is_csv = false;
  io::FileState state;  // of a file of which it is a share
  std::size_t feature_count = 0;
  std::vector<std::string> features;  // the names of its columns; moments may have none
  std::string target;
  std::optional<std::size_t> too_large;  // a column whose sums overflow
  std::vector<io::PartRecord> records;   // the input, or what it says that it was made of

  bool has_names() const { return !features.empty(); }
};

struct ReadPart {
  PartHead head;
  PartSums sums;
  std::optional<io::SampleTable<double>> rows = {};  // where they are kept
};

// The rows of a part, by its number in the order in which parts are folded.
struct PartRows {
  std::size_t number = 0;
  io::SampleTable<double> table;
};

// Called with the names of a file of CSV before its rows are read; may throw.
using OnNames =
    std::function<void(const io::Place&, const std::vector<std::string>& features, const std::string& target)>;

// Reads CSV or a file of moments. The target of CSV is that of the options, or else `target`; where there is
// none of both it throws Error (usage), and else InputError.
ReadPart read_part(const PartInput& input, const PartsOptions& options, const std::string& target,
                   const OnNames& on_names);

}  // namespace adaline::cli
