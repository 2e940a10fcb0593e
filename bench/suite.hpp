// The benchmarks: every kernel, type and shape, by every contender.
#pragma once

#include <span>

#include "contenders.hpp"
#include "limits/limits.hpp"
#include "shapes.hpp"

namespace adaline::bench {

// Makes them known to Google Benchmark, under names like "dot/avx512/float/n:4096" and
// "predict/plain/double/rows:12/features:1". Rivals follow each other. Each reports bytes per second and
// items per second by the least work of the case: bytes read and written, and multiply-adds; and `of_limit`, the share
// of the speed that the limits allow for that work, in arrays of that size, where they are known. The limits must outlive the run.
void register_benchmarks(std::span<const Contender> contenders, Selection selection, Limits& limits);

}  // namespace adaline::bench
