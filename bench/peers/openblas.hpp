#pragma once

#include <string>

#include "kernels/table.hpp"

namespace adaline::bench {

extern const kernels::Level openblas_kernels;

// Its version and the CPU that it takes this one for. Also makes it use one thread.
std::string describe_openblas();

}  // namespace adaline::bench
