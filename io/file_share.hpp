// A fixed share of a large file of samples.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "io/csv_reader.hpp"
#include "io/file_descriptor.hpp"
#include "io/part_record.hpp"
#include "io/source.hpp"

namespace adaline::io {

// Share k of n of a file of so many bytes holds the rows that begin in its bytes from (k - 1) bytes / n to k
// bytes / n, both rounded down, the second left out. So the size of the file alone decides, each row is in one
// share, and a share may be empty. Nothing of the others is read but the header, and the ends of two lines.
//
// A line end in quotes looks like the end of a row to who begins between the quotes: a share that holds a quote
// is refused.
class FileShare {
 public:
  // Functions throw InputError: for what is no regular file or has no row, and as CsvReader for the header.
  FileShare(const std::string& path, Header header, const ShareRecord& share);

  // What io::Source is to read: the header and the rows. Without a header its first row is that of the file,
  // which says how many columns there are, and repeats_first_row() whether another share has it.
  const Section& section() const { return section_; }
  bool repeats_first_row() const { return repeats_first_row_; }
  bool is_empty() const { return section_.begin == section_.end; }
  ShareRecord record() const;

  // Takes the bytes of the section, in order, as they are read. Refuses a quote.
  void take(std::string_view bytes);
  // Call it when all rows of the share are read. Refuses empty lines behind them, where others have rows.
  void check_rows(std::size_t rows) const;

  // An error in what was read, at its line in the file. Reads what is before it once more.
  InputError placed(const InputError& error) const;

 private:
  void open(const std::string& path);
  void read_header(const std::string& path, Header header);
  std::size_t cut(std::uint64_t number) const;
  std::size_t first_row_from(std::size_t position) const;
  std::size_t behind_line_end(std::size_t position) const;
  std::size_t end_of_rows() const;
  std::string bytes(std::size_t begin, std::size_t end) const;
  std::size_t count_lines(std::size_t begin, std::size_t end) const;

  std::string name_;
  FileDescriptor file_;
  ShareRecord share_;
  Section section_;
  bool repeats_first_row_ = false;
  char line_end_ = '\n';
  bool is_by_blanks_ = false;
  std::size_t rows_begin_ = 0;     // behind the header
  std::size_t first_row_end_ = 0;  // of the first row, where there is no header
  std::size_t rows_end_ = 0;       // before empty lines at the end
  std::size_t lines_before_ = 0;   // in the text before the section
  std::size_t lines_taken_ = 0;
  bool ends_within_a_line_ = false;
};

}  // namespace adaline::io
