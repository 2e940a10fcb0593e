// Which CPU this is, as far as a level has numbers of its own for it.
#pragma once

#include <string_view>

#include "kernels/isa/tuning.hpp"

namespace adaline::kernels {

// `generic` for every CPU that is not known.
Microarchitecture microarchitecture();

std::string_view to_string(Microarchitecture microarchitecture);

}  // namespace adaline::kernels
