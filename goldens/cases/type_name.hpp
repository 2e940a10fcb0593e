// The names of the element types.
#pragma once

#include <string_view>

namespace adaline::cases {

template <class T>
inline constexpr std::string_view type_name;
template <>
inline constexpr std::string_view type_name<float> = "float";
template <>
inline constexpr std::string_view type_name<double> = "double";

}  // namespace adaline::cases
