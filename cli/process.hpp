// Running another program.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adaline::cli {

struct ProcessResult {
  int status = 0;      // its exit code, or 128 + the signal that ended it
  std::string output;  // its standard output
  std::string errors;  // its standard error
};

// Where PATH finds the program, if it does.
std::optional<std::filesystem::path> find_program(std::string_view name);

// Runs `program` without a shell, without the variables `unset` of the environment, gives it `input`, and waits
// for its end. Throws Error (failure) when it cannot be started, and where InterruptHandling notes a signal:
// the program is then ended as well.
ProcessResult run_program(const std::filesystem::path& program, std::vector<std::string> arguments,
                          std::string_view input, const std::vector<std::string>& unset = {});

}  // namespace adaline::cli
