// Who is measured: the levels of the library, and those that they are compared with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bench/implementation.hpp"
#include "bench/suite/shapes.hpp"

namespace adaline::bench {

struct Contender {
  std::string
      name;  // as in the names of benchmarks: "avx2", "plain", "compiler-avx2", "openblas", "eigen-avx2"
  Implementation kernels;
  bool is_ours;
  bool for_short_calls = false;  // only measured where the way to a kernel counts
  bool for_long_runs = true;     // else left out where one run of a slow one takes seconds
};

// Those that can run on this CPU, ours first. The quick selection leaves out `scalar` where there is another
// level, and rivals that were compiled for less than the best level. A library that chooses its level by itself
// takes no part with less than the best level.
std::vector<Contender> contenders(Selection selection);

}  // namespace adaline::bench
