#pragma once

#include <cstddef>
#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

// The first call makes it use one thread, and kernels for the best level that runs here. The level of the rival
// is that of the kernels which it then has.
const Rival& openblas();

// It uses one, but in contests about threads. The others end with them: else they would look for work for
// some 20 ms more, on the CPUs of who is measured next.
void use_threads_of_openblas(std::size_t threads);

// Its version and the CPU that it takes this one for, once openblas() was called.
std::string describe_openblas();

}  // namespace adaline::bench
