// Before anything is timed: do all contenders compute the same?
#pragma once

#include <span>

#include "contenders.hpp"

namespace adaline::bench {

// Runs every kernel of every contender on a few small shapes. Throws std::runtime_error, with names and
// numbers, when a result differs from that of the slowest level by more than rounding explains.
void verify(std::span<const Contender> contenders);

}  // namespace adaline::bench
