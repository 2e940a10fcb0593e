// What the output must say beside the numbers: which library, which CPU levels, which compiler, which limits.
#pragma once

#include "limits/limits.hpp"

namespace adaline::bench {

void add_context(Limits& limits);

}  // namespace adaline::bench
