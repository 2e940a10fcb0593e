#include "cli/arguments.hpp"

#include <stdexcept>

#include "io/name_list.hpp"

namespace adaline::cli {
namespace {

std::string check_names(const std::string& list) {
  try {
    io::split_names(list);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "";
}

}  // namespace

void add_model_argument(CLI::App& command, std::string& model) {
  command.add_option("MODEL", model, "The model, as `adaline train` wrote it")->required()->type_name("");
}

void add_data_argument(CLI::App& command, std::string& data) {
  command.add_option("DATA", data, "The samples, as CSV or TSV; - for standard input")
      ->required()
      ->type_name("");
}

void add_no_header_flag(CLI::App& command, io::Header& header) {
  command
      .add_flag_callback(
          "--no-header", [&header] { header = io::Header::none; },
          "The first line of DATA is a row; its columns are named 1, 2, ..")
      ->disable_flag_override();
}

// By a callback: CLI11's own conversion to a vector takes a name {} for no name at all.
CLI::Option* add_names(CLI::App& command, const std::string& option, std::vector<std::string>& names,
                       const std::string& description) {
  const auto add = [&names](const CLI::results_t& lists) {
    for (const std::string& list : lists) {
      for (std::string& name : io::split_names(list)) names.push_back(std::move(name));
    }
    return true;
  };
  return command.add_option(option, add, description)
      ->type_name("NAME,..")
      ->type_size(1)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->check(CLI::Validator(check_names, ""));
}

CLI::Option* add_json_flag(CLI::App& command, bool& json) {
  return command.add_flag("--json", json, "Print one JSON object instead")->disable_flag_override();
}

}  // namespace adaline::cli
