#pragma once

#include "bench/rival.hpp"

namespace adaline::bench {

// The plain loops over rows, and nothing else, with all that a user may give a compiler: -O3 -march=native
// -ffast-math. For the CPU that the program was built on.
extern const Rival native;

// The same by clang, in a build by another compiler.
extern const Rival native_clang;

}  // namespace adaline::bench
