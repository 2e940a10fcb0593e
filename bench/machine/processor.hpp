// Which processor this is, how fast its clock runs now, and how much memory is free.
#pragma once

#include <cstddef>
#include <string>

namespace adaline::bench {

// As the system names it: "AMD EPYC (family 26, model 2)". Where it has no name, its numbers.
std::string processor_name();

// Cycles per second, from a chain of additions and exclusive ors of registers, each of which takes one cycle on
// every CPU of our time. The best of several tries: under load, what the clock can reach; and not more than the
// system, or the CPU itself, says that it can.
double estimate_clock();

// Bytes that can be allocated without swapping.
std::size_t available_memory();

}  // namespace adaline::bench
