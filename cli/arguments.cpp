#include "arguments.hpp"

namespace adaline::cli {

void add_model_argument(CLI::App& command, std::string& model) {
  command.add_option("MODEL", model, "The model, as `adaline train` wrote it")->required()->type_name("");
}

void add_data_argument(CLI::App& command, std::string& data) {
  command.add_option("DATA", data, "The samples, as CSV or TSV with a header; - for standard input")
      ->required()
      ->type_name("");
}

CLI::Option* add_json_flag(CLI::App& command, bool& json) {
  return command.add_flag("--json", json, "Print one JSON object instead")->disable_flag_override();
}

}  // namespace adaline::cli
