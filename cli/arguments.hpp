// What several commands are given, in the same words.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

namespace adaline::cli {

void add_model_argument(CLI::App& command, std::string& model);
void add_data_argument(CLI::App& command, std::string& data);
CLI::Option* add_json_flag(CLI::App& command, bool& json);

}  // namespace adaline::cli
