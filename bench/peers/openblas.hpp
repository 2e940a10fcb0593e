#pragma once

#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

// The first call makes it use one thread, and kernels for the best level that runs here. The level of the rival
// is that of the kernels which it then has.
const Rival& openblas();

// Its version and the CPU that it takes this one for, once openblas() was called.
std::string describe_openblas();

}  // namespace adaline::bench
