#include "io/csv_record.hpp"

#include <algorithm>

#include "io/csv_cell.hpp"

namespace adaline::io {
namespace {

// Whether this quote, outside of others, is the first sign of its cell.
bool opens(const CsvFormat& format, const char* record, const char* quote) {
  const char* before = quote;
  while (before != record && format.behind_blanks(before - 1, before) == before) --before;
  return before == record || format.separates(before[-1]) || (format.is_by_blanks() && before != quote);
}

// The first quote of [from, end) that opens, or null.
const char* find_opening_quote(const CsvFormat& format, const char* record, const char* from, const char* end) {
  const char* quote = find(from, end, '"');
  while (quote != nullptr && !opens(format, record, quote)) quote = find(quote + 1, end, '"');
  return quote;
}

// From quote to quote: no byte between them is looked at but by memchr.
const char* find_line_end_behind_quotes(const CsvFormat& format, const char* record, const char* line_end,
                                        const char* end) {
  const char* from = record;
  for (;;) {
    const char* const quote = find_opening_quote(format, record, from, line_end == nullptr ? end : line_end);
    if (quote == nullptr) return line_end;
    const char* const closing = find_closing_quote(quote, end);
    if (closing == nullptr) return nullptr;
    from = closing + 1;
    if (line_end != nullptr && line_end < from) line_end = find(from, end, format.line_end);
  }
}

}  // namespace

LineEnd find_line_end(const CsvFormat& format, const char* begin, const char* end) {
  const char* const at = find(begin, end, format.line_end);
  if (find(begin, at == nullptr ? end : at, '"') == nullptr) return {at, false};
  return {find_line_end_behind_quotes(format, begin, at, end), true};
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
