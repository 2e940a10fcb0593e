// The program `adaline`: reads the command line, runs one command, and turns every error into one line and
// an exit code.
#include <adaline/cpu.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/errors.hpp"
#include "cli/failure.hpp"
#include "cli/output.hpp"
#include "io/input_error.hpp"
#include "io/suggestion.hpp"

namespace adaline::cli {
namespace {

int fail(ExitCode code, const std::string& message) {
  // Of several ranks one says what went wrong.
  if (!message.empty()) note(message);
  return static_cast<int>(code);
}

// "adaline" or "adaline demo": what the user was in the middle of.
std::string command_so_far(const CLI::App& program) {
  const std::vector<CLI::App*> given = program.get_subcommands();
  return given.empty() ? program.get_name() : program.get_name() + " " + given.front()->get_name();
}

std::vector<std::string> names_of_options(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::vector<std::string> names_of_commands(const CLI::App& program) {
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands({})) {
    if (!command->get_group().empty()) names.push_back(command->get_name());  // else it is hidden
  }
  return names;
}

bool is_option(const std::string& argument) { return argument.starts_with('-'); }

// What CLI11 could not place: the first of it is named.
std::string unknown_argument(const CLI::App& program) {
  const std::vector<std::string> unknown = program.remaining(true);
  const std::string first = unknown.empty() ? "" : unknown.front();
  const std::vector<CLI::App*> given = program.get_subcommands();
  if (is_option(first)) {
    const CLI::App& command = given.empty() ? program : *given.front();
    const std::string name = first.substr(0, first.find('='));
    return "unknown option " + io::in_quotes(name) + io::suggestion(name, names_of_options(command));
  }
  if (!given.empty()) return "unexpected argument " + io::in_quotes(first);
  return "unknown command " + io::in_quotes(first) + io::suggestion(first, names_of_commands(program));
}

int usage_error(const CLI::App& program, const std::string& message) {
  note(message + " (try '" + command_so_far(program) + " --help')");
  return static_cast<int>(ExitCode::usage);
}

int run(int argc, char** argv) {
  CLI::App program("Trains linear neurons by gradient descent and by least squares, on vectorised kernels.",
                   "adaline");
  program.set_version_flag("--version", "adaline " + std::string(version()), "Print the version and exit");
  program.require_subcommand(0, 1);
  program.footer(
      "Exit codes: 0 done, 1 failure, 2 usage, 3 bad input, 4 diverged.\n\n"
      "Example:\n  adaline train data.csv --target price --model model.json");
  const Command commands[] = {add_train(program),    add_moments(program), add_predict(program),
                              add_evaluate(program), add_inspect(program), add_demo(program),
                              add_cpu(program),      add_man(program)};

  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    print("{}", program.help());
    return 0;
  } catch (const CLI::CallForVersion& text) {
    print("{}\n", text.what());
    return 0;
  } catch (const CLI::ExtrasError&) {
    return usage_error(program, unknown_argument(program));
  } catch (const CLI::RequiredError& error) {
    // What is missing may be there, misspelt.
    const bool is_misspelt = std::ranges::any_of(program.remaining(true), is_option);
    return usage_error(program, is_misspelt ? unknown_argument(program) : error.what());
  } catch (const CLI::ParseError& error) {
    return usage_error(program, error.what());
  }

  for (const Command& command : commands) {
    if (!command.options->parsed()) continue;
    command.run();
    return 0;
  }
  std::fputs(program.help().c_str(), stderr);
  return static_cast<int>(ExitCode::usage);
}

}  // namespace
}  // namespace adaline::cli

int main(int argc, char** argv) {
  using namespace adaline::cli;
  try {
    prepare_standard_streams();
    const int code = run(argc, argv);
    flush_output();
    return code;
  } catch (const std::exception&) {
    const Failure failure = current_failure();
    return fail(failure.code, failure.message);
  }
}
