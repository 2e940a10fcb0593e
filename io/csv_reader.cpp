#include "csv_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <utility>

#include "number.hpp"

namespace adaline::io {
namespace {

const char* find(const char* begin, const char* end, char c) {
  if (begin == end) return nullptr;  // where both may be null, which memchr must not get
  return static_cast<const char*>(std::memchr(begin, c, static_cast<std::size_t>(end - begin)));
}

// The quote that closes the one at `quote`, or null. Two in a row stand for one that is text.
const char* find_closing_quote(const char* quote, const char* end) {
  for (const char* p = find(quote + 1, end, '"'); p != nullptr; p = find(p + 2, end, '"')) {
    if (p + 1 == end || p[1] != '"') return p;
    if (p + 2 == end) break;
  }
  return nullptr;
}

std::string header_name(std::string_view cell) {
  if (!cell.starts_with('"')) {
    const std::size_t first = std::min(cell.find_first_not_of(" \t"), cell.size());
    return std::string(cell.substr(first, cell.find_last_not_of(" \t") + 1 - first));
  }
  std::string name;
  for (std::size_t i = 1; i + 1 < cell.size(); ++i) {
    name += cell[i];
    if (cell[i] == '"') ++i;
  }
  return name;
}

bool is_named_as_tabbed(std::string_view file) {
  std::string name(file);
  std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return name.ends_with(".tsv") || name.ends_with(".tab");
}

}  // namespace

CsvReader::CsvReader(Source& source) : source_(source) {
  show_more();
  check_encoding();
  is_named_as_tabbed(source.name()) ? static_cast<void>(delimiter_ = '\t') : find_delimiter();
  read_header();
}

bool CsvReader::show_more() {
  const bool has_more = source_.advance(next_ == nullptr ? source_.begin() : next_);
  next_ = source_.begin();
  return has_more;
}

void CsvReader::check_encoding() {
  // A pipe may give a byte at a time.
  while (source_.end() - next_ < 3 && show_more()) continue;
  const std::string_view start(next_, source_.end());
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) {
    throw InputError({file()}, "is UTF-16, not UTF-8; convert it first, with: iconv -f UTF-16 -t UTF-8");
  }
  if (start.starts_with("\x1f\x8b")) {
    throw InputError({file()}, "is compressed; unpack it first, with: gzip -dc");
  }
  if (start.starts_with("\xef\xbb\xbf")) next_ += 3;
}

void CsvReader::find_delimiter() {
  bool is_quoted = false;
  for (std::size_t i = 0;; ++i) {
    if (next_ + i == source_.end() && !show_more()) return;
    const char c = next_[i];
    if (c == '"' && next_[0] == '"') is_quoted = !is_quoted;  // elsewhere than in quotes, it is text
    if (is_quoted) continue;
    if (c == '\n') return;
    if (c == ',' || c == ';' || c == '\t') {
      delimiter_ = c;
      return;
    }
  }
}

void CsvReader::read_header() {
  if (!next_record()) throw InputError({file()}, "is empty");
  if (record().empty()) throw InputError({file(), record_line_}, "an empty line where the header is expected");
  const char* cell = record_begin_;
  const char* line_begin = record_begin_;
  std::size_t line = record_line_;
  while (true) {
    const char* const end = end_of_cell(cell);
    const std::size_t column = names_.size();
    names_.push_back(header_name({cell, end}));
    header_places_.emplace_back(line, cell - line_begin + 1);
    if (const auto [named, is_first] = columns_of_name_.try_emplace(names_.back(), column, unused); !is_first) {
      named->second.second = std::min(named->second.second, column);
    }
    // Quoted names may hold line ends. Each cell is looked through once, however many there are.
    for (const char* p = find(cell, end, '\n'); p != nullptr; p = find(line_begin, end, '\n')) {
      ++line;
      line_begin = p + 1;
    }
    if (end == record_end_) break;
    cell = end + 1;
  }
  slots_.assign(names_.size(), unused);
}

Place CsvReader::place_in_header(std::size_t column) const {
  const auto [line, offset] = header_places_[column];
  return {file(), line, static_cast<std::size_t>(offset)};
}

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
  if (record_has_quotes_) next_line_ += static_cast<std::size_t>(std::count(record_begin_, record_end_, '\n'));
  return true;
}

// The end of the record at next_, or null where it cannot be seen yet.
const char* CsvReader::find_line_end() {
  const char* const end = find(next_, source_.end(), '\n');
  record_has_quotes_ = find(next_, end == nullptr ? source_.end() : end, '"') != nullptr;
  return record_has_quotes_ ? find_line_end_behind_quotes() : end;
}

// A quote opens only at the start of a cell.
const char* CsvReader::find_line_end_behind_quotes() const {
  const char* const end = source_.end();
  const char* cell = next_;
  while (cell < end) {
    if (*cell == '"') {
      cell = find_closing_quote(cell, end);
      if (cell == nullptr) return nullptr;
    }
    while (cell < end && *cell != delimiter_ && *cell != '\n') ++cell;
    if (cell == end) return nullptr;
    if (*cell == '\n') return cell;
    ++cell;
  }
  return nullptr;
}

template <class T>
bool CsvReader::read_row(T* values) {
  if (!next_record()) return false;
  if (record_begin_ == record_end_) {
    skip_empty_lines_at_end();
    return false;
  }
  const char* cell = record_begin_;
  const std::size_t columns = names_.size();
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t slot = slots_[column];
    const char* const end = slot == unused ? end_of_cell(cell) : read_cell(cell, values[slot], column);
    if ((end == record_end_) != (column + 1 == columns)) refuse_cell_count();
    cell = end + 1;
  }
  ++rows_;
  return true;
}

void CsvReader::skip_empty_lines_at_end() {
  const std::size_t line = record_line_;
  while (next_record()) {
    if (!record().empty()) throw InputError({file(), line}, "an empty line between the rows");
  }
}

// Returns the cell's end.
template <class T>
const char* CsvReader::read_cell(const char* cell, T& value, std::size_t column) const {
  const auto [end, error] = std::from_chars(cell, record_end_, value);
  const bool is_whole = end == record_end_ || *end == delimiter_;
  if (error == std::errc() && is_whole && std::isfinite(value)) return end;

  const char* const other_end = end_of_cell(cell);
  const std::string_view text(cell, other_end);
  if (!parse_cell(text, value)) refuse_cell(cell, column, what_is_wrong<T>(text));
  return other_end;
}

const char* CsvReader::end_of_cell(const char* cell) const {
  const char* behind_quotes = cell;
  if (cell != record_end_ && *cell == '"') {
    const char* const quote = find_closing_quote(cell, record_end_);
    if (quote == nullptr) throw InputError(place_of(cell), "a quote that is not closed");
    behind_quotes = quote + 1;
    if (behind_quotes != record_end_ && *behind_quotes != delimiter_) {
      throw InputError(place_of(behind_quotes), "text behind a closing quote");
    }
  }
  const char* const end = find(behind_quotes, record_end_, delimiter_);
  return end == nullptr ? record_end_ : end;
}

Place CsvReader::place_of(const char* where) const {
  const char* line_begin = record_begin_;
  std::size_t line = record_line_;
  for (const char* p = find(line_begin, where, '\n'); p != nullptr; p = find(line_begin, where, '\n')) {
    line_begin = p + 1;
    ++line;
  }
  return {file(), line, static_cast<std::size_t>(where - line_begin) + 1};
}

void CsvReader::refuse_cell(const char* cell, std::size_t column, std::string_view message) const {
  throw InputError(place_of(cell), fmt::format("{} (column {})", message, in_quotes(names_[column])));
}

void CsvReader::refuse_cell_count() const {
  std::size_t count = 1;
  for (const char* end = end_of_cell(record_begin_); end != record_end_; end = end_of_cell(end + 1)) ++count;
  throw InputError({file(), record_line_}, fmt::format("{} cell{}, but the header has {}", count,
                                                       count == 1 ? "" : "s", names_.size()));
}

template bool CsvReader::read_row(float*);
template bool CsvReader::read_row(double*);

}  // namespace adaline::io
