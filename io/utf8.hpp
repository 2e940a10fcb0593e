// Text in UTF-8.
#pragma once

#include <cstddef>
#include <string_view>

namespace adaline::io {

// The bytes of the character that the text begins with; 0 where it begins with none.
std::size_t character_length(std::string_view text);

bool is_utf8(std::string_view text);

}  // namespace adaline::io
