// The names of the element types, as in the names of benchmarks.
#pragma once

#include "kernels/cases/type_name.hpp"

namespace adaline::bench {

using kernels::cases::type_name;

}  // namespace adaline::bench
