// What several commands are given, in the same words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

#include "io/csv_reader.hpp"

namespace adaline::cli {

void add_model_argument(CLI::App& command, std::string& model);
void add_data_argument(CLI::App& command, std::string& data);
void add_no_header_flag(CLI::App& command, io::Header& header);

// Names of columns: a list in CSV, which may be given several times.
CLI::Option* add_names(CLI::App& command, const std::string& option, std::vector<std::string>& names,
                       const std::string& description);

CLI::Option* add_json_flag(CLI::App& command, bool& json);

}  // namespace adaline::cli
