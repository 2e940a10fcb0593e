// The names of the element types, as in the names of benchmarks.
#pragma once

#include <string_view>

namespace adaline::bench {

template <class T>
inline constexpr std::string_view type_name = sizeof(T) == sizeof(float) ? "float" : "double";

}  // namespace adaline::bench
