// Who is measured: the levels of the library, and those that they are compared with.
#pragma once

#include <string>
#include <vector>

#include "kernels/table.hpp"

namespace adaline::bench {

struct Contender {
  std::string name;  // as in the names of benchmarks: "avx2", "plain", "compiler-avx2"
  const kernels::Level* level;
};

// Those that can run on this CPU.
std::vector<Contender> contenders();

}  // namespace adaline::bench
