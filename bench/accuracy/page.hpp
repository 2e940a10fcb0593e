// The page in Markdown: docs/accuracy.md.
#pragma once

#include <iosfwd>
#include <vector>

#include "bench/accuracy/long_sums.hpp"
#include "bench/accuracy/measure.hpp"

namespace adaline::bench {

void print_accuracy(std::ostream& out, const std::array<Family, 3>& families,
                    const std::vector<KernelAccuracy>& kernels, const std::vector<LongSum>& long_sums);

}  // namespace adaline::bench
