#pragma once

#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

// The first call makes it use one thread, and the configuration for the best level that runs here. The level of
// the rival is that of the configuration which it then has.
const Rival& blis();

// Its version and its configuration, once blis() was called.
std::string describe_blis();

}  // namespace adaline::bench
