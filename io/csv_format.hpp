// How a table is written, and which of its columns are read.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace adaline::io {

// Where a file has no header, columns are named 1, 2, .. and the first line is a row.
enum class Header { first_line, none };

struct CsvFormat {
  static constexpr std::size_t unused = std::numeric_limits<std::size_t>::max();

  std::string file;  // for messages
  Header header = Header::first_line;
  char delimiter = ',';  // ' ': runs of blanks
  char line_end = '\n';  // '\r': CR alone
  std::vector<std::string> names;
  // For each column the element of a row that takes its number, or `unused`: such cells may hold anything.
  std::vector<std::size_t> slots;

  bool has_header() const { return header == Header::first_line; }
  bool is_by_blanks() const { return delimiter == ' '; }
  bool separates(char c) const { return c == delimiter || (c == '\t' && is_by_blanks()); }

  // A tab is no blank where it separates.
  const char* behind_blanks(const char* p, const char* end) const {
    while (p != end && (*p == ' ' || (*p == '\t' && delimiter != '\t'))) ++p;
    return p;
  }
};

}  // namespace adaline::io
