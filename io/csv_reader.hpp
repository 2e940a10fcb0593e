// Comma-separated values and their relatives (RFC 4180), read row by row into numbers.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/input_error.hpp"
#include "io/source.hpp"

namespace adaline::io {

// The message for a file without rows.
inline constexpr const char* no_samples = "no samples, only a header";

// A line of 256 MiB may be nothing but separators, and each name takes 50 bytes, or 150 where it is one of its
// own.
inline constexpr std::size_t most_columns = 10'000'000;

// Where a file has no header, columns are named 1, 2, .. and the first line is a row.
enum class Header { first_line, none };

// Reads what RFC 4180 says: cells in quotes, with doubled quotes and line ends in them, and blanks around the
// quotes; lines that end in LF, CRLF or CR. A byte-order mark at the start and empty lines at the end are
// skipped. csv_dialect.hpp says what separates cells. Every function throws InputError with line and column.
class CsvReader {
 public:
  // Reads the header. The source must outlive the reader.
  explicit CsvReader(Source& source, Header header = Header::first_line);

  const std::string& file() const { return source_.name(); }
  char delimiter() const { return delimiter_; }  // ' ': runs of blanks
  char line_end() const { return line_end_; }    // '\r': CR alone
  bool has_header() const { return header_ == Header::first_line; }
  const std::vector<std::string>& columns() const { return names_; }
  Place place_in_header(std::size_t column) const;
  Place place_of_header() const;  // of the file, where it has none

  // The line before the header that names the separator, "sep=;"; empty where there is none.
  const std::string& sep_line() const { return sep_line_; }

  static constexpr std::size_t unused = std::numeric_limits<std::size_t>::max();
  // The first two columns of that name; `unused` where there is none. In constant time, as there may be many
  // columns.
  std::pair<std::size_t, std::size_t> columns_named(const std::string& name) const;

  // For each column the element of a row that takes its number, or `unused`: such cells may hold anything.
  void choose(std::vector<std::size_t> slots) { slots_ = std::move(slots); }

  // Reads the next row into values[slot]; false at the end. T is float or double. Each number is rounded once,
  // from what is written to T; one that is not finite is an error.
  template <class T>
  bool read_row(T* values);

  // The text of the row read last, at first of the first line, without its line end. Valid until the next one.
  std::string_view record() const { return {record_begin_, record_end_}; }

  // The line that the row read last begins in.
  Place place_of_row() const { return {file(), record_line_}; }

  // How many rows were read.
  std::size_t rows() const { return rows_; }

 private:
  void take_dialect();
  void read_header();

  bool next_record();
  bool is_record_empty() const;
  const char* find_line_end();
  const char* find_line_end_behind_quotes() const;
  bool show_more();
  [[noreturn]] void refuse_long_record() const;
  void skip_empty_lines_at_end();

  template <class T>
  void read_cells(T* values) const;
  template <class T>
  void read_cells_between_blanks(T* values) const;
  template <class T>
  const char* read_cell(const char* cell, T& value, std::size_t column) const;
  template <class T>
  void parse(std::string_view cell, T& value, std::size_t column) const;

  bool is_by_blanks() const { return delimiter_ == ' '; }
  bool separates(char c) const { return c == delimiter_ || (c == '\t' && is_by_blanks()); }
  const char* behind_blanks(const char* p, const char* end) const;
  const char* behind_quotes(const char* cell) const;
  const char* end_of_cell(const char* cell) const;
  const char* first_cell() const;
  const char* next_cell(const char* end_of_cell) const;

  std::size_t count_cells() const;
  bool begins_with_row_name() const;
  Place place_of(const char* where) const;
  [[noreturn]] void refuse_cell(const char* cell, std::size_t column, std::string_view message) const;
  [[noreturn]] void refuse_cell_count() const;

  Source& source_;
  Header header_;
  char delimiter_ = ',';
  char line_end_ = '\n';
  std::string sep_line_;
  std::vector<std::string> names_;
  std::vector<std::pair<std::size_t, std::ptrdiff_t>> header_places_;  // line, and column in it
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> columns_of_name_;
  std::vector<std::size_t> slots_;
  std::size_t header_line_ = 1;

  const char* next_ = nullptr;  // the first byte that was not yet read
  std::size_t next_line_ = 1;
  const char* record_begin_ = nullptr;
  const char* record_end_ = nullptr;
  std::size_t record_line_ = 1;
  bool record_has_quotes_ = false;
  std::size_t rows_ = 0;
};

}  // namespace adaline::io
