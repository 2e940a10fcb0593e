// The names of the element types.
#pragma once

#include <string_view>

namespace adaline::cases {

template <class T>
inline constexpr std::string_view type_name = sizeof(T) == sizeof(float) ? "float" : "double";

}  // namespace adaline::cases
