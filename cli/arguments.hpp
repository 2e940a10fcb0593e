// What several commands are given, in the same words. A command that needs no more than this includes nothing
// of CLI11, which takes seconds to compile in each file.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "cli/columns.hpp"
#include "io/csv_reader.hpp"
#include "io/part_record.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace adaline::cli {

CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& description);

// What the command's help ends with.
void add_footer(CLI::App& command, const std::string& text);

CLI::Option* add_flag(CLI::App& command, const std::string& name, bool& value, const std::string& description);

// `check` returns what is wrong with a path, or nothing.
CLI::Option* add_output_file(CLI::App& command, const std::string& name, std::string& path,
                             const std::string& description,
                             const std::function<std::string(const std::string&)>& check);
void require(CLI::Option& option);

// Whether the command line, once it was read, has that option.
bool is_given(const CLI::App& command, const std::string& name);

// No command line may have both.
void exclude(CLI::Option& one, CLI::Option& other);

void add_model_argument(CLI::App& command, std::string& model,
                        const std::string& description = "The model, as `adaline train` wrote it");
void add_data_argument(CLI::App& command, std::string& data);
// One or more of them.
void add_data_arguments(CLI::App& command, std::vector<std::string>& data, const std::string& description);
void add_no_header_flag(CLI::App& command, io::Header& header);

// Which columns of DATA are the target, features and weights. A target is not required, as moments have one.
void add_column_options(CLI::App& command, ColumnChoice& columns, io::Header& header);

// Into how many parts each file of DATA is cut; 0: into none.
CLI::Option* add_shares_option(CLI::App& command, std::size_t& shares);
// One of them.
CLI::Option* add_share_option(CLI::App& command, std::optional<io::ShareRecord>& share);

CLI::Option* add_json_flag(CLI::App& command, bool& json);

// `--threads`, with what they share for its description. The number stays as it is where it is not given.
void add_threads_option(CLI::App& command, std::size_t& threads, const std::string& shared_work);

// All that are available where it is 0.
std::size_t threads_or_available(std::size_t threads);

}  // namespace adaline::cli
