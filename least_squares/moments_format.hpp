// How a file of moments begins (docs/files.md).
#pragma once

#include <string_view>

namespace adaline::least_squares {

inline constexpr std::string_view moments_magic = "adaline moments\n";

}  // namespace adaline::least_squares
