// Where records end: a line end in quotes is text.
#pragma once

#include <cstddef>

#include "io/csv_format.hpp"

namespace adaline::io {

// The text of the header or of a row.
struct CsvRecord {
  const char* begin = nullptr;
  const char* end = nullptr;  // without its line end
  std::size_t line = 1;       // that it begins in
  bool has_quotes = false;

  bool is_empty(const CsvFormat& format) const {
    return begin == end || (format.is_by_blanks() && format.behind_blanks(begin, end) == end);
  }
};

struct LineEnd {
  const char* at = nullptr;  // null: not seen
  bool has_quotes = false;   // before it
};

// The end of the record that begins at `begin`.
LineEnd find_line_end(const CsvFormat& format, const char* begin, const char* end);

// The record that begins at `begin` and whose line end, or the end of the text, is at `end`.
CsvRecord record_between(const char* begin, const char* end, std::size_t line, bool has_quotes);

// The line behind it.
std::size_t next_line(const CsvFormat& format, const CsvRecord& record);

// How often c is there.
std::size_t count(const char* begin, const char* end, char c);

}  // namespace adaline::io
