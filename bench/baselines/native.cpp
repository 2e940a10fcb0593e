// Compiled with flags of its own, and by clang a second time with another name for ADALINE_NATIVE
// (native.cmake).
#include "bench/baselines/native.hpp"

#include "bench/baselines/plain_row_loops.hpp"

namespace adaline::bench {

constinit const Rival ADALINE_NATIVE{Isa::scalar, {}, {}, plain_row_loops<float>(), plain_row_loops<double>()};

}  // namespace adaline::bench
