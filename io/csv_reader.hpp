// Comma-separated values and their relatives (RFC 4180), read block by block into numbers.
#pragma once

#include <adaline/workers.hpp>

#include <cstddef>
#include <exception>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "io/csv_block.hpp"
#include "io/csv_format.hpp"
#include "io/csv_pieces.hpp"
#include "io/csv_record.hpp"
#include "io/input_error.hpp"
#include "io/source.hpp"

namespace adaline::io {

// The message for a file without rows.
inline constexpr const char* no_samples = "no samples, only a header";

// A line of 256 MiB may be nothing but separators, and each name takes 50 bytes, or 150 where it is one of its
// own.
inline constexpr std::size_t most_columns = 10'000'000;

// Reads what RFC 4180 says: cells in quotes, with doubled quotes and line ends in them, and blanks around the
// quotes; lines that end in LF, CRLF or CR. A byte-order mark at the start and empty lines at the end are
// skipped. csv_dialect.hpp says what separates cells. Every function throws InputError with line and column.
class CsvReader {
 public:
  // Reads the header. The source must outlive the reader.
  explicit CsvReader(Source& source, Header header = Header::first_line);

  const std::string& file() const { return format_.file; }
  char delimiter() const { return format_.delimiter; }  // ' ': runs of blanks
  char line_end() const { return format_.line_end; }    // '\r': CR alone
  bool has_header() const { return format_.has_header(); }
  const std::vector<std::string>& columns() const { return format_.names; }
  Place place_in_header(std::size_t column) const;
  Place place_of_header() const;  // of the file, where it has none

  // The text of the first line, which may be a row: without its line end, until the first block is read.
  std::string_view first_record() const { return {first_.begin, first_.end}; }

  // The line before the header that names the separator, "sep=;"; empty where there is none.
  const std::string& sep_line() const { return sep_line_; }

  static constexpr std::size_t unused = CsvFormat::unused;
  // The first two columns of that name; `unused` where there is none. In constant time, as there may be many
  // columns.
  std::pair<std::size_t, std::size_t> columns_named(const std::string& name) const;

  // For each column the element of a row that takes its number, or `unused`: such cells may hold anything.
  void choose(std::vector<std::size_t> slots);

  // Reads the next rows: those that are in view when one of them is, so that nobody waits for more of a pipe
  // than a row. False where there is none. T is float or double. Each number is rounded once, from what is
  // written to T; one that is not finite is an error. Rows before a wrong one are read: the next call says what
  // is wrong. Workers, where there are any, share the work; they change neither rows nor errors.
  template <class T>
  bool read_block(CsvBlock<T>& block, Workers* workers = nullptr);

  // How many bytes one thread reads in a microsecond: threads get work that is worth it. Tests say less, so
  // that they get any.
  void assume_speed(double bytes_per_microsecond) { speed_ = bytes_per_microsecond; }

  // The line that a row of the block read last begins in.
  Place place_of_row(std::string_view record) const;

  // How many rows were read.
  std::size_t rows() const { return rows_; }

  // About how many will follow, as the size of the file and those that were read tell; 0 where nothing does.
  std::size_t rows_expected() const;

 private:
  void take_dialect();
  void read_header();

  bool next_record(CsvRecord& record);
  bool show_more(Workers* workers = nullptr);
  [[noreturn]] void refuse_long_record() const;
  void skip_empty_lines_at_end();

  Source& source_;
  CsvFormat format_;
  std::size_t width_ = 0;  // of a row
  double speed_ = 400;     // Zen 4, numbers of six digits
  std::string sep_line_;
  CsvRecord first_;
  std::vector<std::pair<std::size_t, std::ptrdiff_t>> header_places_;  // line, and column in it
  std::unordered_map<std::string, std::pair<std::size_t, std::size_t>> columns_of_name_;

  const char* next_ = nullptr;  // the first byte that was not yet read
  std::size_t next_line_ = 1;
  bool is_all_in_view_ = false;  // nothing follows what is in view
  const char* block_begin_ = nullptr;
  std::size_t block_line_ = 1;  // that the block read last begins in
  std::exception_ptr error_;    // behind it
  std::size_t rows_ = 0;
};

}  // namespace adaline::io
