// One line of the results: what one contender did with one task.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace adaline::bench {

struct Row {
  std::string name;
  std::string contender;
  std::size_t iterations = 0;             // in each of the measurements
  double wall = 0;                        // seconds of one, the median
  double processor = 0;                   // likewise
  std::map<std::string, double> numbers;  // "of_limit", "spread", "vs_plain" ..
  std::string label;                      // "noisy"
};

}  // namespace adaline::bench
