// The caches of this machine.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace adaline::bench {

struct Cache {
  int level = 0;
  std::string type;       // "Data", "Instruction", "Unified"
  std::size_t bytes = 0;  // of all cores that share it
  int sharing = 0;        // how many these are; 0: unknown

  std::string name() const { return "L" + std::to_string(level); }
};

// Of the first CPU, as the system tells. Empty where it does not.
std::vector<Cache> caches();

// Those that hold data, from the nearest one on, each larger than the one before.
std::vector<Cache> data_caches();

}  // namespace adaline::bench
