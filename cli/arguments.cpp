#include "cli/arguments.hpp"

#include <CLI/CLI.hpp>

#include <fmt/core.h>

#include <adaline/workers.hpp>

#include <stdexcept>
#include <utility>

#include "cli/checks.hpp"
#include "io/input_error.hpp"
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

CLI::App* add_command(CLI::App& program, const std::string& name, const std::string& description) {
  return program.add_subcommand(name, description);
}

void add_footer(CLI::App& command, const std::string& text) { command.footer(text); }

CLI::Option* add_flag(CLI::App& command, const std::string& name, bool& value, const std::string& description) {
  return command.add_flag(name, value, description)->disable_flag_override();
}

CLI::Option* add_output_file(CLI::App& command, const std::string& name, std::string& path,
                             const std::string& description,
                             const std::function<std::string(const std::string&)>& check) {
  return command.add_option(name, path, description)
      ->type_name("FILE")
      ->check(CLI::Validator([check](const std::string& value) { return check(value); }, ""));
}

void require(CLI::Option& option) { option.required(); }

bool is_given(const CLI::App& command, const std::string& name) { return command.count(name) > 0; }

void exclude(CLI::Option& one, CLI::Option& other) { one.excludes(&other); }

void add_model_argument(CLI::App& command, std::string& model, const std::string& description) {
  command.add_option("MODEL", model, description)->required()->type_name("");
}

void add_data_argument(CLI::App& command, std::string& data) {
  command.add_option("DATA", data, "The samples, as CSV or TSV; - for standard input")
      ->required()
      ->type_name("");
}

// By a callback, as below.
void add_data_arguments(CLI::App& command, std::vector<std::string>& data, const std::string& description) {
  const auto take = [&data](const CLI::results_t& files) {
    data = files;
    return true;
  };
  command.add_option("DATA", take, description)
      ->required()
      ->type_name("")
      ->type_size(1)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args();
}

void add_no_header_flag(CLI::App& command, io::Header& header) {
  command
      .add_flag_callback(
          "--no-header", [&header] { header = io::Header::none; },
          "The first line of DATA is a row; its columns are named 1, 2, ..")
      ->disable_flag_override();
}

namespace {

void add_target_option(CLI::App& command, std::string& target) {
  command.add_option("--target", target, "The column to predict; required, but for moments, which have one")
      ->type_name("NAME");
}

void add_weights_option(CLI::App& command, std::string& weights) {
  command
      .add_option(
          "--weights", weights,
          "A column with the weight of each sample, at least 0, for exact and moments: a sample of weight "
          "2 counts as two in all sums")
      ->type_name("NAME")
      ->check(CLI::Validator(
          [](const std::string& name) { return name.empty() ? "the name of a column is empty" : ""; }, ""));
}

// Names of columns: a list in CSV, which may be given several times.
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

}  // namespace

void add_column_options(CLI::App& command, ColumnChoice& columns, io::Header& header) {
  add_target_option(command, columns.target);
  CLI::Option* const features = add_names(command, "--features", columns.features,
                                          "The columns to predict it from; all others if not given");
  add_names(command, "--drop", columns.drop, "Columns that are no features; '' is one without a name")
      ->excludes(features);
  add_weights_option(command, columns.weights);
  add_no_header_flag(command, header);
}

CLI::Option* add_shares_option(CLI::App& command, std::size_t& shares) {
  return command
      .add_option(
          "--shares", shares,
          "Cut each file of DATA, of CSV, into so many parts, by its size alone; of train by batch and exact")
      ->type_name("N")
      ->check(whole_number(1, io::most_parts));
}

CLI::Option* add_share_option(CLI::App& command, std::optional<io::ShareRecord>& share) {
  const auto take = [&share](const std::string& text) { share = io::share_of(text); };
  return command
      .add_option_function<std::string>(
          "--share", take, "Take the K-th of N shares of DATA, one file of CSV, cut by its size alone")
      ->type_name("K/N")
      ->check(CLI::Validator(
          [](const std::string& text) {
            const std::optional<io::ShareRecord> named = io::share_of(text);
            return named && named->count <= io::most_parts
                       ? std::string()
                       : fmt::format("{} is no share, as 2/4 is; there are at most {}", io::in_quotes(text),
                                     io::most_parts);
          },
          ""));
}

CLI::Option* add_json_flag(CLI::App& command, bool& json) {
  return add_flag(command, "--json", json, "Print one JSON object instead");
}

void add_threads_option(CLI::App& command, std::size_t& threads, const std::string& shared_work) {
  command
      .add_option("--threads", threads,
                  "Threads that share " + shared_work +
                      "; they change no digit. If not given, as many as there are CPUs for this process, or as "
                      "OMP_NUM_THREADS says")
      ->type_name("N")
      ->check(whole_number(1, Workers::most_threads));
}

std::size_t threads_or_available(std::size_t threads) { return threads == 0 ? available_threads() : threads; }

}  // namespace adaline::cli
