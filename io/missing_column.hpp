// What to say of a column that is not there.
#pragma once

#include <string>

#include "io/csv_reader.hpp"

namespace adaline::io {

// For names that are not UTF-8.
inline constexpr const char* latin1_advice =
    "if the file is Latin-1, convert it first, with: iconv -f LATIN1 -t UTF-8";

// "no column 'y' (did you mean 'Y'?); there are 'x', 'Y'", and what may be wrong with the file: the first line
// is a comment or holds numbers, another separator would split it, or it is not UTF-8. The reader has read no
// row yet.
std::string missing_column(const CsvReader& reader, const std::string& name);

}  // namespace adaline::io
