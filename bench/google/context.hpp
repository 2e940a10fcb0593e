// What the output must say beside the numbers: which machine, which library, which compiler, which limits.
#pragma once

#include <map>
#include <string>

#include "bench/limits/limits.hpp"
#include "bench/suite/contest.hpp"

namespace adaline::bench {

using Context = std::map<std::string, std::string>;

// What Google Benchmark's own context does not say. Measures the clock and the limits.
Context context(const Suite& suite, Limits& limits);

}  // namespace adaline::bench
