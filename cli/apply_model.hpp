// A model's predictions for the rows of a file.
#pragma once

#include <adaline/workers.hpp>

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "io/csv_reader.hpp"
#include "io/model.hpp"

namespace adaline::cli {

// Neighbouring rows.
struct PredictedRows {
  const io::CsvReader& reader;                // that has just read them
  std::span<const std::string_view> records;  // their text
  std::span<const double> values;             // finite
  std::span<const double> targets;            // where they were asked for
};

struct ApplyOptions {
  io::Header header = io::Header::first_line;
  bool with_target = false;
  bool shows_progress = true;          // on a terminal
  std::function<void()> on_wait = {};  // called before it waits for more of a pipe
  Workers* workers = nullptr;          // that share the work
};

// Reads `data` by blocks of rows and never holds more: calls on_header(reader), then on_rows() for each block,
// in their order. Columns are matched by name; others may be there. Throws InputError, also for a row whose
// prediction is not finite, and Error where it is interrupted; the rows before it were passed on.
void apply_model(const io::Model& model, const std::string& data, const ApplyOptions& options,
                 const std::function<void(const io::CsvReader&)>& on_header,
                 const std::function<void(const PredictedRows&)>& on_rows);

}  // namespace adaline::cli
