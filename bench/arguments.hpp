// Arguments of the command line: of our own options, and of flags of Google Benchmark that a program must know
// as well, since they are no part of its interface.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adaline::bench {

// The value of --benchmark_NAME=VALUE, the last one if there are several; else of the environment variable
// BENCHMARK_NAME; else nothing. "true" for a flag without a value.
std::string google_flag(const std::vector<std::string>& arguments, std::string_view name);

// Takes --NAME=VALUE or --NAME out of the arguments, and returns the value ("true" for a flag without one), or
// nothing where it is not there.
std::string take_option(std::vector<std::string>& arguments, std::string_view name);

// A positive number, below 1e9, that is all of the text. Throws std::invalid_argument, which names the option.
double positive_number(const std::string& option, const std::string& text);

}  // namespace adaline::bench
