// The command line: what is ours, beside the flags of Google Benchmark.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/suite/shapes.hpp"

namespace adaline::bench {

struct Options {
  Selection selection = Selection::quick;
  std::size_t memory_bytes = 0;  // of features that lie in memory; 0: by what is free
  std::string cpu_name;          // for machines that give only numbers
  double least_seconds = 5e-4;   // of one measurement
  bool is_list = false;
  bool only_medians = false;  // on the screen
  std::string format;         // of the screen; empty: the console's
  std::string out;            // a file; empty: none
  std::string out_format;     // empty: JSON
  std::function<bool(const std::string& name)> wanted;
};

// Takes what is ours out of the arguments (the first is the program), and adds defaults for what the flags of
// Google Benchmark do not say. Throws std::invalid_argument, which names the option and its value.
Options read_options(std::vector<std::string>& arguments);

// Prints what --help asks for.
void print_help();

// What a filter lets pass, as Google Benchmark does: names in which the extended regular expression is found
// somewhere; not these, where it begins with '-'. One that cannot be read lets all pass.
std::function<bool(const std::string& name)> name_filter(const std::string& filter);

}  // namespace adaline::bench
