// Compiled with flags of its own (native.cmake).
#include "bench/baselines/native.hpp"

#include "bench/baselines/plain_row_loops.hpp"

namespace adaline::bench {

constinit const Rival native{Isa::scalar, {}, {}, plain_row_loops<float>(), plain_row_loops<double>()};

}  // namespace adaline::bench
