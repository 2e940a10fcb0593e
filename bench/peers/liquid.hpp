#pragma once

#include <string>

#include "bench/rival.hpp"

namespace adaline::bench {

// liquid-dsp's equaliser eqlms_rrrf, which is normalised LMS of floats, one sample at a time.
extern const Rival liquid;

// Its version.
std::string describe_liquid();

}  // namespace adaline::bench
