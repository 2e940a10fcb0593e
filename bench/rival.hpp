// Whoever is compared with the library: whole kernels as plain functions, and loops over rows.
#pragma once

#include "bench/loops.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::bench {

struct Rival {
  Isa isa;  // whose instructions it uses
  kernels::Functions<float> of_float;
  kernels::Functions<double> of_double;
  Loops<float> loops_of_float = {};
  Loops<double> loops_of_double = {};
};

}  // namespace adaline::bench
