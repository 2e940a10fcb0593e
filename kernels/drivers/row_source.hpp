// Rows wherever they lie: row-major ones as they are, and all others as what packs them, piece by piece, into
// scratch where they are row-major.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include <adaline/gathered.hpp>
#include <adaline/matrix.hpp>

#include "kernels/definition/order.hpp"

namespace adaline::kernels {

// A value like a view. It is made of views that were checked.
template <class T>
class RowSource {
 public:
  RowSource(const MatrixView<T>& x) : rows(x.rows), cols(x.cols), view_(x) {}
  RowSource(const GatheredRows<T>& x)
      : rows(x.rows()),
        cols(x.cols()),
        view_(x.matrix()),
        data_(x.columns().data()),
        list_(x.columns().pointers().data()),
        column_stride_(x.columns().column_stride()),
        order_(x.order().data()),
        by_columns_(x.is_by_columns()),
        has_order_(x.has_order()) {
    // A single column is row-major, too.
    if (by_columns_ && !has_order_ && cols == 1) *this = MatrixView<T>{column(0), rows, 1, 1};
  }

  std::size_t rows;
  std::size_t cols;

  // Whether the rows are row-major already, and there is nothing to pack.
  bool is_view() const { return !by_columns_ && !has_order_; }
  // Of such rows alone.
  const MatrixView<T>& view() const { return view_; }

  // Rows first .. first + count - 1.
  RowSource part(std::size_t first, std::size_t count) const;

  // Writes rows first .. first + count - 1 to `to`, without gaps between them. Not for what is a view.
  void pack(std::size_t first, std::size_t count, T* to) const;

 private:
  const T* column(std::size_t c) const { return list_ == nullptr ? data_ + c * column_stride_ : list_[c]; }

  MatrixView<T> view_;  // row-major rows, or those that an order chooses from
  const T* data_ = nullptr;
  const T* const* list_ = nullptr;
  std::size_t column_stride_ = 0;
  std::size_t first_ = 0;  // of the columns
  const std::size_t* order_ = nullptr;
  bool by_columns_ = false;
  bool has_order_ = false;
};

// Samples wherever their rows lie, with a target for each row.
template <class T>
struct SampleSource {
  RowSource<T> features;
  std::span<const T> targets;

  SampleSource(const Samples<T>& s) : features(s.features), targets(s.targets) {}
  SampleSource(const RowSource<T>& the_features, std::span<const T> the_targets)
      : features(the_features), targets(the_targets) {}
};

// Throws std::invalid_argument where gathered rows cannot be; `what` is what the caller calls them.
template <class T>
void check_rows(std::string_view what, const GatheredRows<T>& x);

// The targets of checked samples, one for each row: those that an order chooses are copied to `memory`.
template <class T>
std::span<const T> checked_targets(const GatheredSamples<T>& samples, std::vector<T>& memory);

// How many rows to pack at a time where nothing else decides, in multiples of `unit`: 256 KB, which are read
// from the second cache, and 64 at least, as fewer elements of each column are not read in a row fast.
template <class T>
std::size_t rows_to_pack(std::size_t cols, std::size_t unit = 1) {
  constexpr std::size_t bytes = std::size_t{256} << 10, least_rows = 64;
  const std::size_t rows = bytes / sizeof(T) / std::max<std::size_t>(1, cols);
  return unit * std::max<std::size_t>(1, std::max(rows, least_rows) / unit);
}

// Epochs of online learning in pieces of so many rows, or a multiple, have the bits of whole ones.
template <class T>
std::size_t online_unit(std::size_t cols) {
  return cols == 1 ? segmented_rows<T> : online_block_rows<T>(cols);
}

// Calls use(first, rows) for all rows in order, as views: at once where that is what they are, else in pieces
// of `piece_rows` rows in `scratch`.
template <class T, class F>
void for_each_piece(const RowSource<T>& x, std::size_t piece_rows, std::vector<T>& scratch, F use) {
  if (x.is_view()) {
    use(std::size_t{0}, x.view());
    return;
  }
  scratch.resize(std::min(piece_rows, x.rows) * x.cols);
  for (std::size_t first = 0; first < x.rows; first += piece_rows) {
    const std::size_t count = std::min(piece_rows, x.rows - first);
    x.pack(first, count, scratch.data());
    use(first, MatrixView<T>{scratch.data(), count, x.cols, x.cols});
  }
}
template <class T, class F>
void for_each_piece(const RowSource<T>& x, F use) {
  std::vector<T> scratch;
  for_each_piece(x, rows_to_pack<T>(x.cols), scratch, use);
}

extern template class RowSource<float>;
extern template class RowSource<double>;
extern template void check_rows(std::string_view, const GatheredRows<float>&);
extern template void check_rows(std::string_view, const GatheredRows<double>&);
extern template std::span<const float> checked_targets(const GatheredSamples<float>&, std::vector<float>&);
extern template std::span<const double> checked_targets(const GatheredSamples<double>&, std::vector<double>&);

}  // namespace adaline::kernels
