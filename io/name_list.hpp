// Names in one argument, as CSV: a,"b, c".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace adaline::io {

// Commas separate names, blanks around them do not count, and a name in double quotes may hold anything. An
// empty list is one name, the empty one; among others, it must be written as "". Throws std::invalid_argument
// with a message.
std::vector<std::string> split_names(std::string_view list);

}  // namespace adaline::io
