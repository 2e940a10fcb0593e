// How many CPUs there are for this process.
#pragma once

#include <cstddef>

namespace adaline::parallel {

// Those that it may run on, and no more than what its control group pays for. At least 1.
std::size_t cpus_of_process();

}  // namespace adaline::parallel
