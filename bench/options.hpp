// The command line.
#pragma once

#include <functional>
#include <string>

#include "bench/suite/contest.hpp"

namespace adaline::bench {

enum class Format { console, json };

struct Options {
  Selection selection = Selection::quick;
  std::string filter;
  bool list = false;
  Format format = Format::console;
  std::string out;  // a file that gets JSON as well; empty: none
  Effort effort;
};

// Prints help or the error, and ends the program, where that is what the arguments ask for: exit code 0 or 2.
Options read_options(int count, char** arguments);

// What a filter lets pass: names in which the regular expression is found somewhere; not these, where it begins
// with '-'. Throws std::invalid_argument for one that cannot be read.
std::function<bool(const std::string& name)> name_filter(const std::string& filter);

}  // namespace adaline::bench
