// The names of the element types, as in the names of benchmarks.
#pragma once

#include "goldens/cases/type_name.hpp"

namespace adaline::bench {

using cases::type_name;

}  // namespace adaline::bench
