// The cells of a record.
#pragma once

#include <cstddef>
#include <string_view>

#include "io/csv_format.hpp"
#include "io/csv_record.hpp"
#include "io/input_error.hpp"

namespace adaline::io {

// Every function throws InputError with line and column.
class CsvRow {
 public:
  // Both must outlive it. A first row may tell more of what is wrong with the file.
  CsvRow(const CsvFormat& format, const CsvRecord& record, bool is_first_row)
      : format_(format), record_(record), is_first_row_(is_first_row) {}

  // Writes the numbers of the chosen columns to values[slot]. T is float or double. Each number is rounded
  // once, from what is written to T; one that is not finite is an error.
  template <class T>
  void read(T* values) const;

  // Cell by cell. A record that is not empty has a first one; next_cell is null behind the last.
  const char* first_cell() const;
  const char* end_of_cell(const char* cell) const;
  const char* next_cell(const char* end_of_cell) const;

 private:
  template <class T>
  void read_cells(T* values) const;
  template <class T>
  void read_cells_between_blanks(T* values) const;
  template <class T>
  const char* read_cell(const char* cell, T& value, std::size_t column) const;
  template <class T>
  void parse(std::string_view cell, T& value, std::size_t column) const;

  const char* behind_quotes(const char* cell) const;
  std::size_t count_cells() const;
  bool begins_with_row_name() const;
  Place place_of(const char* where) const;
  [[noreturn]] void refuse_cell(const char* cell, std::size_t column, std::string_view message) const;
  [[noreturn]] void refuse_cell_count() const;

  const CsvFormat& format_;
  const CsvRecord& record_;
  bool is_first_row_;
};

}  // namespace adaline::io
