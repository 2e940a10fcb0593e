// Text that others wrote, as a terminal may be shown it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace adaline::io {

// Whether a terminal might obey a character instead of showing it, or show what is around it in another order,
// in another line, or as if nothing were there: controls, marks of direction, separators of lines, and
// characters of no width. The joiners U+200C and U+200D are none of them, as words of many languages hold them.
bool is_hidden(std::uint32_t code);

// With \x and digits in place of what is hidden and of what is not UTF-8. What was made visible stays as it is.
std::string visible(std::string_view text);

// How many columns of a terminal a visible text takes: two for a wide character of East Asia and for an emoji,
// none for an accent that joins the letter before it.
std::size_t columns_of(std::string_view text);

// The start of a visible text that takes so many columns at most.
std::string_view cut_to_columns(std::string_view text, std::size_t columns);

}  // namespace adaline::io
