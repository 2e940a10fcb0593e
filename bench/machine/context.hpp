// What the output must say beside the numbers: which machine, which library, which compiler, which limits.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "bench/limits/limits.hpp"
#include "bench/suite/contest.hpp"

namespace adaline::bench {

// As Google Benchmark writes it, and then our own members, all of them text. Not the name of the host, nor
// where the program is: results are passed around. Measures the clock and the limits.
nlohmann::ordered_json context(const Suite& suite, Limits& limits);

}  // namespace adaline::bench
