// Files that are no CSV, and what to do with them.
#pragma once

#include <cstddef>

#include "io/preview.hpp"

namespace adaline::io {

// Throws InputError where the first bytes are those of another format: an archive, a workbook, a web page.
void refuse_foreign_format(Preview& text);

// Text in UTF-16 without a byte-order mark has zero bytes in its first line; this is the first of them.
[[noreturn]] void refuse_zero_byte(const Preview& text, std::size_t at);

}  // namespace adaline::io
