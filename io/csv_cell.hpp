// What quotes and blanks mean in a cell: in a file, and in a list on the command line.
#pragma once

#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>

namespace adaline::io {

inline bool is_blank(char c) { return c == ' ' || c == '\t'; }

std::string_view without_blanks(std::string_view text);

// The first c, or null.
inline const char* find(const char* begin, const char* end, char c) {
  if (begin == end) return nullptr;  // where both may be null, which memchr must not get
  return static_cast<const char*>(std::memchr(begin, c, static_cast<std::size_t>(end - begin)));
}

// The quote that closes the one at `quote`, or null. Two in a row stand for one that is text.
const char* find_closing_quote(const char* quote, const char* end);

// What a cell says: without the blanks around it, and without quotes where these enclose it.
std::string text_of_cell(std::string_view cell);

}  // namespace adaline::io
