#include "io/csv_reader.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "io/csv_cell.hpp"
#include "io/csv_dialect.hpp"
#include "io/csv_row.hpp"
#include "io/preview.hpp"
#include "parallel/ranges.hpp"

namespace adaline::io {
namespace {

// How far a piece was read.
struct PieceRead {
  std::size_t rows = 0;
  const char* end = nullptr;           // where nothing was wrong: behind the last row
  std::size_t line = 1;                // there
  std::exception_ptr error = nullptr;  // of the row behind the last one
  bool meets_empty_line = false;
};

template <class T>
PieceRead read_piece(const CsvFormat& format, const CsvPiece& piece, std::size_t rows_before,
                     CsvBlock<T>& block) {
  PieceRead read{.end = piece.begin, .line = piece.line};
  try {
    while (read.end != piece.end) {
      LineEnd line_end = piece.has_quotes ? find_line_end(format, read.end, piece.end)
                                          : LineEnd{find(read.end, piece.end, format.line_end)};
      const bool is_unfinished = line_end.at == nullptr;
      if (is_unfinished) line_end.at = piece.end;
      const CsvRecord record = record_between(read.end, line_end.at, read.line, line_end.has_quotes);
      read.meets_empty_line = record.is_empty(format);
      if (read.meets_empty_line) break;
      const std::size_t row = piece.row + read.rows;
      CsvRow(format, record, rows_before + row == 0).read(block.row_to_write(row));
      block.set_record(row, {record.begin, record.end});
      ++read.rows;
      read.end = is_unfinished ? piece.end : line_end.at + 1;
      read.line = next_line(format, record);
    }
  } catch (...) {
    read.error = std::current_exception();
  }
  return read;
}

}  // namespace

CsvReader::CsvReader(Source& source, Header header) : source_(source) {
  format_.file = source.name();
  format_.header = header;
  take_dialect();
  read_header();
}

bool CsvReader::show_more(Workers* workers) {
  if (source_.is_full(next_)) refuse_long_record();
  const bool has_more = source_.advance(next_, workers);
  next_ = source_.begin();
  return has_more;
}

void CsvReader::refuse_long_record() const {
  const bool has_quotes = find(next_, source_.end(), '"') != nullptr;
  throw InputError({file(), next_line_},
                   fmt::format("a line of more than {}{}", size_text(source_.most_bytes()),
                               has_quotes ? "; is a quote not closed?" : ""));
}

void CsvReader::take_dialect() {
  Preview start(source_);
  const CsvDialect dialect = find_dialect(start);
  format_.delimiter = dialect.separator;
  format_.line_end = dialect.line_end;
  next_ = source_.begin() + dialect.begin;
  if (!dialect.has_sep_line) return;
  sep_line_ = std::string("sep=") + delimiter();
  next_line_ = 2;
}

void CsvReader::read_header() {
  if (!next_record(first_)) throw InputError({file()}, "is empty");
  if (first_.is_empty(format_)) {
    throw InputError({file(), first_.line}, fmt::format("an empty line where the {} is expected",
                                                        has_header() ? "header" : "first row"));
  }
  const CsvRow header(format_, first_, false);
  std::vector<std::string>& names = format_.names;
  const char* line_begin = first_.begin;
  std::size_t line = first_.line;
  for (const char* cell = header.first_cell(); cell != nullptr;) {
    const char* const end = header.end_of_cell(cell);
    const std::size_t column = names.size();
    if (column == most_columns) {
      throw InputError({file(), first_.line}, fmt::format("more than {} columns", most_columns));
    }
    names.push_back(has_header() ? text_of_cell({cell, end}) : std::to_string(column + 1));
    header_places_.emplace_back(line, cell - line_begin + 1);
    if (const auto [named, is_first] = columns_of_name_.try_emplace(names.back(), column, unused); !is_first) {
      named->second.second = std::min(named->second.second, column);
    }
    // Quoted names may hold line ends. Each cell is looked through once, however many there are.
    for (const char* p = find(cell, end, line_end()); p != nullptr; p = find(line_begin, end, line_end())) {
      ++line;
      line_begin = p + 1;
    }
    cell = header.next_cell(end);
  }
  choose(std::vector<std::size_t>(names.size(), unused));
  if (has_header()) return;
  // It is a row, to be read once more; all of it is still in view.
  next_ = first_.begin;
  next_line_ = first_.line;
}

Place CsvReader::place_in_header(std::size_t column) const {
  const auto [line, offset] = header_places_[column];
  return {file(), line, static_cast<std::size_t>(offset)};
}

Place CsvReader::place_of_header() const { return {file(), has_header() ? first_.line : 0}; }

std::pair<std::size_t, std::size_t> CsvReader::columns_named(const std::string& name) const {
  const auto found = columns_of_name_.find(name);
  return found == columns_of_name_.end() ? std::pair(unused, unused) : found->second;
}

void CsvReader::choose(std::vector<std::size_t> slots) {
  width_ = 0;
  for (const std::size_t slot : slots) {
    if (slot != unused) width_ = std::max(width_, slot + 1);
  }
  format_.slots = std::move(slots);
}

bool CsvReader::next_record(CsvRecord& record) {
  LineEnd end = find_line_end(format_, next_, source_.end());
  while (end.at == nullptr && show_more()) end = find_line_end(format_, next_, source_.end());
  const bool is_unfinished = end.at == nullptr;  // as the last line may be
  if (is_unfinished) end.at = source_.end();
  if (is_unfinished && next_ == end.at) return false;
  record = record_between(next_, end.at, next_line_, end.has_quotes);
  next_ = is_unfinished ? end.at : end.at + 1;
  next_line_ = next_line(format_, record);
  return true;
}

void CsvReader::skip_empty_lines_at_end() {
  const std::size_t line = next_line_;
  CsvRecord record;
  while (next_record(record)) {
    if (!record.is_empty(format_)) throw InputError({file(), line}, "an empty line between the rows");
  }
  is_all_in_view_ = true;
}

template <class T>
bool CsvReader::read_block(CsvBlock<T>& block, Workers* workers) {
  block.make_room(0, width_);
  if (error_ != nullptr) std::rethrow_exception(std::exchange(error_, nullptr));
  const auto cut_view = [&] {
    return cut(format_, next_, source_.end(), next_line_, is_all_in_view_, workers, speed_);
  };
  std::vector<CsvPiece> pieces = cut_view();
  while (pieces.empty() && !is_all_in_view_) {
    is_all_in_view_ = !show_more(workers);
    pieces = cut_view();
  }
  if (pieces.empty()) return false;

  block_begin_ = next_;
  block_line_ = next_line_;
  block.make_room(pieces.back().row + pieces.back().rows, width_);
  std::vector<PieceRead> read(pieces.size());
  parallel::for_each(workers, pieces.size(),
                     [&](std::size_t i) { read[i] = read_piece(format_, pieces[i], rows_, block); });

  // Up to the first piece that was not read to its end.
  std::size_t rows = 0;
  bool meets_empty_line = false;
  for (std::size_t i = 0; i < pieces.size() && error_ == nullptr && !meets_empty_line; ++i) {
    rows += read[i].rows;
    next_ = read[i].end;
    next_line_ = read[i].line;
    error_ = read[i].error;
    meets_empty_line = read[i].meets_empty_line;
  }
  block.set_rows(rows);
  rows_ += rows;
  if (rows > 0) return true;
  if (error_ != nullptr) std::rethrow_exception(std::exchange(error_, nullptr));
  skip_empty_lines_at_end();
  return false;
}

Place CsvReader::place_of_row(std::string_view record) const {
  return {file(), block_line_ + count(block_begin_, record.data(), line_end())};
}

std::size_t CsvReader::rows_expected() const {
  const std::size_t behind = static_cast<std::size_t>(source_.end() - next_);
  const std::size_t read = source_.read_bytes() - behind;
  if (source_.bytes() <= read || read == 0) return 0;
  const double rows_of_byte = static_cast<double>(rows_) / static_cast<double>(read);
  return static_cast<std::size_t>(rows_of_byte * static_cast<double>(source_.bytes() - read));
}

template bool CsvReader::read_block(CsvBlock<float>&, Workers*);
template bool CsvReader::read_block(CsvBlock<double>&, Workers*);

}  // namespace adaline::io
