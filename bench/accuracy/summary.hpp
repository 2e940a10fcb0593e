// What the page says first: a line for each kernel and type.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "bench/accuracy/measure.hpp"

namespace adaline::bench {

// Three significant digits.
std::string significant(double value);

void print_summary(std::ostream& out, const std::vector<KernelAccuracy>& kernels);

}  // namespace adaline::bench
