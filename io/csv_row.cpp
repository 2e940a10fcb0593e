#include "io/csv_row.hpp"

#include <fmt/core.h>

#include <charconv>
#include <cmath>
#include <string>

#include "io/csv_cell.hpp"
#include "io/csv_dialect.hpp"
#include "io/number.hpp"

namespace adaline::io {

template <class T>
void CsvRow::read(T* values) const {
  format_.is_by_blanks() ? read_cells_between_blanks(values) : read_cells(values);
}

template <class T>
void CsvRow::read_cells(T* values) const {
  const char* cell = record_.begin;
  const std::size_t columns = format_.names.size();
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t slot = format_.slots[column];
    const char* const end =
        slot == CsvFormat::unused ? end_of_cell(cell) : read_cell(cell, values[slot], column);
    if ((end == record_.end) != (column + 1 == columns)) refuse_cell_count();
    cell = end + 1;
  }
}

template <class T>
void CsvRow::read_cells_between_blanks(T* values) const {
  const char* cell = first_cell();
  for (std::size_t column = 0; column < format_.names.size(); ++column) {
    if (cell == nullptr) refuse_cell_count();
    const char* const end = end_of_cell(cell);
    const std::size_t slot = format_.slots[column];
    if (slot != CsvFormat::unused) parse({cell, end}, values[slot], column);
    cell = next_cell(end);
  }
  if (cell != nullptr) refuse_cell_count();
}

// Returns the cell's end.
template <class T>
const char* CsvRow::read_cell(const char* cell, T& value, std::size_t column) const {
  const auto [end, error] = std::from_chars(cell, record_.end, value);
  const bool is_whole = end == record_.end || *end == format_.delimiter;
  if (error == std::errc() && is_whole && std::isfinite(value)) return end;

  const char* const other_end = end_of_cell(cell);
  parse({cell, other_end}, value, column);
  return other_end;
}

// Apart from the loop over cells, which it would slow down.
template <class T>
[[gnu::noinline]] void CsvRow::parse(std::string_view cell, T& value, std::size_t column) const {
  if (!parse_cell(cell, value)) refuse_cell(cell.data(), column, what_is_wrong<T>(cell));
}

// Where the cell's end is to be looked for: a separator in quotes is text.
const char* CsvRow::behind_quotes(const char* cell) const {
  const char* const quote = format_.behind_blanks(cell, record_.end);
  if (quote == record_.end || *quote != '"') return cell;
  const char* const closing = find_closing_quote(quote, record_.end);
  if (closing == nullptr) throw InputError(place_of(quote), "a quote that is not closed");
  const char* const behind =
      format_.is_by_blanks() ? closing + 1 : format_.behind_blanks(closing + 1, record_.end);
  if (behind != record_.end && !format_.separates(*behind)) {
    throw InputError(place_of(behind), "text behind a closing quote");
  }
  return behind;
}

const char* CsvRow::end_of_cell(const char* cell) const {
  const char* p = record_.has_quotes ? behind_quotes(cell) : cell;
  if (format_.is_by_blanks()) {
    while (p != record_.end && !is_blank(*p)) ++p;
    return p;
  }
  p = find(p, record_.end, format_.delimiter);
  return p == nullptr ? record_.end : p;
}

const char* CsvRow::first_cell() const {
  return format_.is_by_blanks() ? format_.behind_blanks(record_.begin, record_.end) : record_.begin;
}

const char* CsvRow::next_cell(const char* end_of_cell) const {
  const bool is_by_blanks = format_.is_by_blanks();
  const char* const next = is_by_blanks ? format_.behind_blanks(end_of_cell, record_.end) : end_of_cell;
  if (next == record_.end) return nullptr;
  return is_by_blanks ? next : next + 1;
}

Place CsvRow::place_of(const char* where) const {
  const char* line_begin = record_.begin;
  std::size_t line = record_.line;
  for (const char* p = find(line_begin, where, format_.line_end); p != nullptr;
       p = find(line_begin, where, format_.line_end)) {
    line_begin = p + 1;
    ++line;
  }
  return {format_.file, line, static_cast<std::size_t>(where - line_begin) + 1};
}

// R quotes the names of rows, and has no name above them.
bool CsvRow::begins_with_row_name() const {
  if (!format_.has_header() || !is_first_row_ || *first_cell() != '"') return false;
  return count_cells() == format_.names.size() + 1;
}

void CsvRow::refuse_cell(const char* cell, std::size_t column, std::string_view message) const {
  if (column == 0 && begins_with_row_name()) refuse_cell_count();
  throw InputError(place_of(cell), fmt::format("{} (column {})", message, in_quotes(format_.names[column])));
}

std::size_t CsvRow::count_cells() const {
  std::size_t count = 0;
  for (const char* cell = first_cell(); cell != nullptr; cell = next_cell(end_of_cell(cell))) ++count;
  return count;
}

void CsvRow::refuse_cell_count() const {
  const std::size_t count = count_cells();
  std::string message = fmt::format("{} cell{}, but the {} has {}", count, count == 1 ? "" : "s",
                                    format_.has_header() ? "header" : "first row", format_.names.size());
  if (begins_with_row_name()) message += std::string("; ") + row_names_advice;
  throw InputError({format_.file, record_.line}, message);
}

template void CsvRow::read(float*) const;
template void CsvRow::read(double*) const;

}  // namespace adaline::io
