// Text in UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace adaline::io {

// The bytes of the character that the text begins with; 0 where it begins with none.
std::size_t character_length(std::string_view text);

// Of a text that is one character.
std::uint32_t code_of(std::string_view character);

bool is_utf8(std::string_view text);

}  // namespace adaline::io
