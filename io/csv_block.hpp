// Many rows at once, as numbers and as text.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace adaline::io {

// Its memory is kept from block to block.
template <class T>
class CsvBlock {
 public:
  std::size_t rows() const { return rows_; }
  std::size_t width() const { return width_; }

  // One element for each slot.
  std::span<const T> row(std::size_t r) const { return std::span(values_).subspan(r * width_, width_); }
  const T* data() const { return values_.data(); }

  // The text of each row, at first of its first line, without its line end. Valid until the next block is read.
  std::span<const std::string_view> records() const { return std::span(records_).first(rows_); }

  // Room for so many rows, not initialised, none of which counts yet.
  void make_room(std::size_t rows, std::size_t width) {
    rows_ = 0;
    width_ = width;
    if (values_.size() < rows * width) values_.resize(rows * width);
    if (records_.size() < rows) records_.resize(rows);
  }
  T* row_to_write(std::size_t r) { return values_.data() + r * width_; }
  void set_record(std::size_t r, std::string_view text) { records_[r] = text; }
  void set_rows(std::size_t rows) { rows_ = rows; }

 private:
  std::size_t rows_ = 0;
  std::size_t width_ = 0;
  std::vector<T> values_;
  std::vector<std::string_view> records_;
};

}  // namespace adaline::io
