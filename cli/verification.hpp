// `adaline cpu --verify`: the golden set at every level that can run here.
#pragma once

#include <span>

#include "goldens/recorded.hpp"

namespace adaline::cli {

// Prints what came out. Throws Error (failure), which names the first case that differs, if any level's bits
// are not those of `goldens`.
void verify_levels(bool json, std::span<const goldens::Recorded> goldens = goldens::recorded());

}  // namespace adaline::cli
