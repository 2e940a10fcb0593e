#include "io/csv_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "io/csv_cell.hpp"
#include "io/csv_dialect.hpp"
#include "io/number.hpp"
#include "io/preview.hpp"

namespace adaline::io {

CsvReader::CsvReader(Source& source, Header header) : source_(source), header_(header) {
  take_dialect();
  read_header();
}

bool CsvReader::show_more() {
  if (source_.is_full(next_)) refuse_long_record();
  const bool has_more = source_.advance(next_);
  next_ = source_.begin();
  return has_more;
}

void CsvReader::refuse_long_record() const {
  throw InputError({file(), next_line_},
                   fmt::format("a line of more than {}{}", size_text(source_.most_bytes()),
                               record_has_quotes_ ? "; is a quote not closed?" : ""));
}

void CsvReader::take_dialect() {
  Preview start(source_);
  const CsvDialect dialect = find_dialect(start);
  delimiter_ = dialect.separator;
  line_end_ = dialect.line_end;
  next_ = source_.begin() + dialect.begin;
  if (!dialect.has_sep_line) return;
  sep_line_ = std::string("sep=") + delimiter_;
  next_line_ = 2;
}

void CsvReader::read_header() {
  if (!next_record()) throw InputError({file()}, "is empty");
  if (is_record_empty()) {
    throw InputError({file(), record_line_}, fmt::format("an empty line where the {} is expected",
                                                         has_header() ? "header" : "first row"));
  }
  header_line_ = record_line_;
  const char* line_begin = record_begin_;
  std::size_t line = record_line_;
  for (const char* cell = first_cell(); cell != nullptr;) {
    const char* const end = end_of_cell(cell);
    const std::size_t column = names_.size();
    if (column == most_columns) {
      throw InputError({file(), record_line_}, fmt::format("more than {} columns", most_columns));
    }
    names_.push_back(has_header() ? text_of_cell({cell, end}) : std::to_string(column + 1));
    header_places_.emplace_back(line, cell - line_begin + 1);
    if (const auto [named, is_first] = columns_of_name_.try_emplace(names_.back(), column, unused); !is_first) {
      named->second.second = std::min(named->second.second, column);
    }
    // Quoted names may hold line ends. Each cell is looked through once, however many there are.
    for (const char* p = find(cell, end, line_end_); p != nullptr; p = find(line_begin, end, line_end_)) {
      ++line;
      line_begin = p + 1;
    }
    cell = next_cell(end);
  }
  slots_.assign(names_.size(), unused);
  if (has_header()) return;
  // It is a row, to be read once more; all of it is still in view.
  next_ = record_begin_;
  next_line_ = record_line_;
}

Place CsvReader::place_in_header(std::size_t column) const {
  const auto [line, offset] = header_places_[column];
  return {file(), line, static_cast<std::size_t>(offset)};
}

Place CsvReader::place_of_header() const { return {file(), has_header() ? header_line_ : 0}; }

std::pair<std::size_t, std::size_t> CsvReader::columns_named(const std::string& name) const {
  const auto found = columns_of_name_.find(name);
  return found == columns_of_name_.end() ? std::pair(unused, unused) : found->second;
}

bool CsvReader::next_record() {
  const char* end = find_line_end();
  while (end == nullptr && show_more()) end = find_line_end();
  record_line_ = next_line_;
  record_begin_ = next_;
  const bool is_unfinished = end == nullptr;  // as the last line may be
  if (is_unfinished) end = source_.end();
  if (is_unfinished && record_begin_ == end) return false;

  next_ = is_unfinished ? end : end + 1;
  record_end_ = end > record_begin_ && end[-1] == '\r' ? end - 1 : end;
  ++next_line_;
  if (record_has_quotes_)
    next_line_ += static_cast<std::size_t>(std::count(record_begin_, record_end_, line_end_));
  return true;
}

bool CsvReader::is_record_empty() const {
  return record_begin_ == record_end_ ||
         (is_by_blanks() && behind_blanks(record_begin_, record_end_) == record_end_);
}

// The end of the record at next_, or null where it cannot be seen yet.
const char* CsvReader::find_line_end() {
  const char* const end = find(next_, source_.end(), line_end_);
  record_has_quotes_ = find(next_, end == nullptr ? source_.end() : end, '"') != nullptr;
  return record_has_quotes_ ? find_line_end_behind_quotes() : end;
}

// A quote opens only at the start of a cell, where blanks may stand before it.
const char* CsvReader::find_line_end_behind_quotes() const {
  const char* const end = source_.end();
  const char* cell = next_;
  while (cell < end) {
    cell = behind_blanks(cell, end);
    if (cell < end && *cell == '"') {
      cell = find_closing_quote(cell, end);
      if (cell == nullptr) return nullptr;
    }
    while (cell < end && !separates(*cell) && *cell != line_end_) ++cell;
    if (cell == end) return nullptr;
    if (*cell == line_end_) return cell;
    ++cell;
  }
  return nullptr;
}

template <class T>
bool CsvReader::read_row(T* values) {
  if (!next_record()) return false;
  if (is_record_empty()) {
    skip_empty_lines_at_end();
    return false;
  }
  is_by_blanks() ? read_cells_between_blanks(values) : read_cells(values);
  ++rows_;
  return true;
}

void CsvReader::skip_empty_lines_at_end() {
  const std::size_t line = record_line_;
  while (next_record()) {
    if (!is_record_empty()) throw InputError({file(), line}, "an empty line between the rows");
  }
}

template <class T>
void CsvReader::read_cells(T* values) const {
  const char* cell = record_begin_;
  const std::size_t columns = names_.size();
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t slot = slots_[column];
    const char* const end = slot == unused ? end_of_cell(cell) : read_cell(cell, values[slot], column);
    if ((end == record_end_) != (column + 1 == columns)) refuse_cell_count();
    cell = end + 1;
  }
}

template <class T>
void CsvReader::read_cells_between_blanks(T* values) const {
  const char* cell = first_cell();
  for (std::size_t column = 0; column < names_.size(); ++column) {
    if (cell == nullptr) refuse_cell_count();
    const char* const end = end_of_cell(cell);
    if (slots_[column] != unused) parse({cell, end}, values[slots_[column]], column);
    cell = next_cell(end);
  }
  if (cell != nullptr) refuse_cell_count();
}

// Returns the cell's end.
template <class T>
const char* CsvReader::read_cell(const char* cell, T& value, std::size_t column) const {
  const auto [end, error] = std::from_chars(cell, record_end_, value);
  const bool is_whole = end == record_end_ || *end == delimiter_;
  if (error == std::errc() && is_whole && std::isfinite(value)) return end;

  const char* const other_end = end_of_cell(cell);
  parse({cell, other_end}, value, column);
  return other_end;
}

// Apart from the loop over cells, which it would slow down.
template <class T>
[[gnu::noinline]] void CsvReader::parse(std::string_view cell, T& value, std::size_t column) const {
  if (!parse_cell(cell, value)) refuse_cell(cell.data(), column, what_is_wrong<T>(cell));
}

const char* CsvReader::behind_blanks(const char* p, const char* end) const {
  while (p != end && (*p == ' ' || (*p == '\t' && delimiter_ != '\t'))) ++p;
  return p;
}

// Where the cell's end is to be looked for: a separator in quotes is text.
const char* CsvReader::behind_quotes(const char* cell) const {
  const char* const quote = behind_blanks(cell, record_end_);
  if (quote == record_end_ || *quote != '"') return cell;
  const char* const closing = find_closing_quote(quote, record_end_);
  if (closing == nullptr) throw InputError(place_of(quote), "a quote that is not closed");
  const char* const behind = is_by_blanks() ? closing + 1 : behind_blanks(closing + 1, record_end_);
  if (behind != record_end_ && !separates(*behind)) {
    throw InputError(place_of(behind), "text behind a closing quote");
  }
  return behind;
}

const char* CsvReader::end_of_cell(const char* cell) const {
  const char* p = record_has_quotes_ ? behind_quotes(cell) : cell;
  if (is_by_blanks()) {
    while (p != record_end_ && !is_blank(*p)) ++p;
    return p;
  }
  p = find(p, record_end_, delimiter_);
  return p == nullptr ? record_end_ : p;
}

// Of a record that is not empty.
const char* CsvReader::first_cell() const {
  return is_by_blanks() ? behind_blanks(record_begin_, record_end_) : record_begin_;
}

// The cell behind one that ends there, or null.
const char* CsvReader::next_cell(const char* end_of_cell) const {
  const char* const next = is_by_blanks() ? behind_blanks(end_of_cell, record_end_) : end_of_cell;
  if (next == record_end_) return nullptr;
  return is_by_blanks() ? next : next + 1;
}

Place CsvReader::place_of(const char* where) const {
  const char* line_begin = record_begin_;
  std::size_t line = record_line_;
  for (const char* p = find(line_begin, where, line_end_); p != nullptr;
       p = find(line_begin, where, line_end_)) {
    line_begin = p + 1;
    ++line;
  }
  return {file(), line, static_cast<std::size_t>(where - line_begin) + 1};
}

// R quotes the names of rows, and has no name above them.
bool CsvReader::begins_with_row_name() const {
  if (!has_header() || rows_ > 0 || *first_cell() != '"') return false;
  return count_cells() == names_.size() + 1;
}

void CsvReader::refuse_cell(const char* cell, std::size_t column, std::string_view message) const {
  if (column == 0 && begins_with_row_name()) refuse_cell_count();
  throw InputError(place_of(cell), fmt::format("{} (column {})", message, in_quotes(names_[column])));
}

std::size_t CsvReader::count_cells() const {
  std::size_t count = 0;
  for (const char* cell = first_cell(); cell != nullptr; cell = next_cell(end_of_cell(cell))) ++count;
  return count;
}

void CsvReader::refuse_cell_count() const {
  const std::size_t count = count_cells();
  std::string message = fmt::format("{} cell{}, but the {} has {}", count, count == 1 ? "" : "s",
                                    has_header() ? "header" : "first row", names_.size());
  if (begins_with_row_name()) message += std::string("; ") + row_names_advice;
  throw InputError({file(), record_line_}, message);
}

template bool CsvReader::read_row(float*);
template bool CsvReader::read_row(double*);

}  // namespace adaline::io
