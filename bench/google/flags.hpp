// What Google Benchmark's flags ask for, where this program must know it as well: its flags are no part of its
// interface.
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

}  // namespace adaline::bench
