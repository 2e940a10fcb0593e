// How a file separates its cells and its lines, as its first lines show.
#pragma once

#include <cstddef>

#include "io/preview.hpp"

namespace adaline::io {

// For rows that have one cell more than the header, as R's write.table() makes them.
inline constexpr const char* row_names_advice = "if R wrote it, write it with row.names = FALSE";

struct CsvDialect {
  char separator = ',';   // ' ': each run of blanks, with those at both ends of a line
  char line_end = '\n';   // or '\r' alone; before '\n', it belongs to the line end
  std::size_t begin = 0;  // of the header, behind a byte-order mark and a line "sep=X"
  bool has_sep_line = false;
};

// The separator is what a first line "sep=X" says, as Excel writes it; else a tab where the file's name ends in
// .tsv or .tab; else the first comma, semicolon or tab of the first line; else '|' or blanks, if they separate
// the second line into as many cells as the first; else a comma. Quotes hide all of these. Throws InputError
// for what is no text.
CsvDialect find_dialect(Preview& text);

}  // namespace adaline::io
