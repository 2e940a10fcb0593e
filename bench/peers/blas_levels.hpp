// A BLAS is one library for many CPUs. How good its kernels are here is told by the name of the CPU that it
// took this one for: an old version takes a new CPU for the oldest that it knows.
#pragma once

#include <adaline/cpu.hpp>
#include <string_view>

namespace adaline::bench {

// The level whose instructions the kernels use; scalar for a name that is not known, so that nobody is compared
// with them.
Isa level_of_openblas(std::string_view core);
Isa level_of_blis(std::string_view configuration);

// The core type by which OpenBLAS is told to use the instructions of a level; null: it is left to itself.
const char* openblas_core_for(Isa level);

}  // namespace adaline::bench
