// Runs the program `adaline` itself.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace adaline::test {

// Where its standard output goes.
enum class Output { captured, full_disk, closed_pipe, closed, terminal };

struct Invocation {
  std::vector<std::string> arguments;
  std::map<std::string, std::string> environment = {};  // on top of that of the test
  std::filesystem::path folder = {};                    // to run in; empty: that of the test
  Output output = Output::captured;
  int columns = 80;  // of the terminal
  int rows = 24;
};

struct Outcome {
  int exit_code = 0;  // 128 + the signal, where one ended it
  std::string output;
  std::string errors;
};

Outcome run_adaline(const Invocation& invocation);

std::vector<std::string> lines_of(std::string_view text);
bool contains(std::string_view text, std::string_view part);
bool gnuplot_is_here();

}  // namespace adaline::test
