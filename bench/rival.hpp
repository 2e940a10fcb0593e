// Whoever is compared with the library: whole kernels as plain functions.
#pragma once

#include "kernels/dispatch/table.hpp"

namespace adaline::bench {

struct Rival {
  Isa isa;  // whose instructions it uses
  kernels::Functions<float> of_float;
  kernels::Functions<double> of_double;
};

}  // namespace adaline::bench
