// The program `adaline`: reads the command line, runs one command, and turns every error into one line and
// an exit code.
#include <adaline/cpu.hpp>

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/errors.hpp"
#include "cli/output.hpp"

namespace adaline::cli {
namespace {

int fail(ExitCode code, const std::string& message) {
  note(message);
  return static_cast<int>(code);
}

// "adaline" or "adaline demo": what the user was in the middle of.
std::string command_so_far(const CLI::App& program) {
  const std::vector<CLI::App*> given = program.get_subcommands();
  return given.empty() ? program.get_name() : program.get_name() + " " + given.front()->get_name();
}

// What CLI11 could not place: the first of it is named.
std::string unknown_argument(const CLI::App& program) {
  const std::vector<std::string> unknown = program.remaining(true);
  const std::string first = unknown.empty() ? "" : unknown.front();
  if (first.starts_with('-')) return "unknown option '" + first + "'";
  const bool has_command = !program.get_subcommands().empty();
  return (has_command ? "unexpected argument '" : "unknown command '") + first + "'";
}

int usage_error(const CLI::App& program, const std::string& message) {
  const std::string command = command_so_far(program);
  std::string line = message.substr(0, message.find('\n'));
  note(line + " (try '" + command + " --help')");
  return static_cast<int>(ExitCode::usage);
}

int run(int argc, char** argv) {
  CLI::App program("Trains linear neurons by gradient descent, on vectorised kernels.", "adaline");
  program.set_version_flag("--version", "adaline " + std::string(version()), "Print the version and exit");
  program.require_subcommand(0, 1);
  program.footer(
      "Exit codes: 0 done, 1 failure, 2 usage, 3 bad input, 4 diverged.\n\n"
      "Example:\n  adaline demo");
  const Command commands[] = {add_demo(program), add_cpu(program)};

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
  } catch (const Error& error) {
    return fail(error.code(), error.what());
  } catch (const std::invalid_argument& error) {
    // Of the library: options, or what ADALINE_ISA holds.
    return fail(ExitCode::usage, error.what());
  } catch (const std::bad_alloc&) {
    return fail(ExitCode::failure, "out of memory");
  } catch (const std::exception& error) {
    return fail(ExitCode::failure, error.what());
  }
}
