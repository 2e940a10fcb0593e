#include "io/csv_record.hpp"

#include <algorithm>

#include "io/csv_cell.hpp"

namespace adaline::io {
namespace {

// A quote opens only at the start of a cell, where blanks may stand before it.
const char* find_line_end_behind_quotes(const CsvFormat& format, const char* begin, const char* end) {
  const char* cell = begin;
  while (cell < end) {
    cell = format.behind_blanks(cell, end);
    if (cell < end && *cell == '"') {
      cell = find_closing_quote(cell, end);
      if (cell == nullptr) return nullptr;
    }
    while (cell < end && !format.separates(*cell) && *cell != format.line_end) ++cell;
    if (cell == end) return nullptr;
    if (*cell == format.line_end) return cell;
    ++cell;
  }
  return nullptr;
}

}  // namespace

LineEnd find_line_end(const CsvFormat& format, const char* begin, const char* end) {
  const char* const at = find(begin, end, format.line_end);
  if (find(begin, at == nullptr ? end : at, '"') == nullptr) return {at, false};
  return {find_line_end_behind_quotes(format, begin, end), true};
}

CsvRecord record_between(const char* begin, const char* end, std::size_t line, bool has_quotes) {
  const bool has_carriage_return = end > begin && end[-1] == '\r';
  return {begin, has_carriage_return ? end - 1 : end, line, has_quotes};
}

std::size_t next_line(const CsvFormat& format, const CsvRecord& record) {
  return record.line + 1 + (record.has_quotes ? count(record.begin, record.end, format.line_end) : 0);
}

// In runs whose count fits a byte, which compilers turn into vectors of bytes.
std::size_t count(const char* begin, const char* end, char c) {
  constexpr std::ptrdiff_t run = 240;
  std::size_t result = 0;
  while (begin != end) {
    const std::ptrdiff_t length = std::min(run, end - begin);
    unsigned char in_run = 0;
    for (std::ptrdiff_t i = 0; i < length; ++i)
      in_run = static_cast<unsigned char>(in_run + (begin[i] == c ? 1 : 0));
    result += in_run;
    begin += length;
  }
  return result;
}

}  // namespace adaline::io
