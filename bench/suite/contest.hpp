// A contest: one task of one type and shape, done by all contenders on the same data, turn by turn.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "bench/contenders.hpp"
#include "bench/limits/limits.hpp"
#include "bench/output/row.hpp"

namespace adaline::bench {

// Above it a row says that it is noisy.
inline constexpr double widest_spread = 0.1;

struct Suite {
  std::vector<Contender> contenders;
  Selection selection = Selection::quick;
  std::size_t memory_bytes = 0;
  Effort effort;
  std::function<bool(const std::string& name)> wanted;
};

// The names of what is wanted, like "dot/avx512/float/n:4096" and "predict/plain/double/rows:12/features:1"; in
// the order in which they are measured.
std::vector<std::string> names(const Suite& suite);

// Measures all of it; gives the rows of each contest as soon as they are there. Contenders are first compared
// with each other: std::runtime_error where one computes something else than rounding explains.
void measure(const Suite& suite, Limits& limits, const std::function<void(std::span<const Row>)>& give);

}  // namespace adaline::bench
