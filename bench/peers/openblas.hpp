#pragma once

#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

extern const Rival openblas_kernels;

// Its version and the CPU that it takes this one for. Also makes it use one thread.
std::string describe_openblas();

}  // namespace adaline::bench
