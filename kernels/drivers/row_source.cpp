#include "kernels/drivers/row_source.hpp"

#include <cstring>
#include <string>

#include "kernels/definition/rows.hpp"
#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/transpose.hpp"

namespace adaline {
namespace kernels {

template <class T>
RowSource<T> RowSource<T>::part(std::size_t first, std::size_t count) const {
  RowSource result = *this;
  result.rows = count;
  if (has_order_) {
    result.order_ += first;
  } else if (by_columns_) {
    result.first_ += first;
  } else {
    result.view_ = definition::rows_of(view_, first, count);
  }
  return result;
}

namespace {

// Rows of so few elements that a call to copy one would take longer than the copy.
template <std::size_t cols, class T>
void copy_short_rows(const MatrixView<T>& x, std::span<const std::size_t> order, T* to) {
  for (const std::size_t row : order) {
    std::memcpy(to, x.data + row * x.row_stride, cols * sizeof(T));
    to += cols;
  }
}

template <class T>
void copy_rows(const MatrixView<T>& x, std::span<const std::size_t> order, T* to) {
  switch (x.cols) {
    case 0:
      return;  // there may be no data to point into
#define ADALINE_CASE(cols) \
  case cols:               \
    return copy_short_rows<cols>(x, order, to);
      ADALINE_CASE(1)
      ADALINE_CASE(2)
      ADALINE_CASE(3)
      ADALINE_CASE(4)
      ADALINE_CASE(5)
      ADALINE_CASE(6)
      ADALINE_CASE(7)
      ADALINE_CASE(8)
#undef ADALINE_CASE
    default:
      for (const std::size_t row : order) {
        std::copy_n(x.data + row * x.row_stride, x.cols, to);
        to += x.cols;
      }
  }
}

}  // namespace

template <class T>
void RowSource<T>::pack(std::size_t first, std::size_t count, T* to) const {
  if (!has_order_) {
    transpose<T>([this](std::size_t c) { return column(c); }, first_ + first, count, cols, to);
    return;
  }
  const std::span<const std::size_t> order(order_ + first, count);
  if (!by_columns_) {
    copy_rows(view_, order, to);
    return;
  }
  gather<T>([this](std::size_t c) { return column(c); }, order, cols, to);
}

namespace {

std::string shape(std::size_t rows, std::size_t cols) {
  return std::to_string(rows) + " rows and " + std::to_string(cols) + " columns";
}

template <class T>
void check_columns(std::string_view what, const ColumnsView<T>& x) {
  const std::size_t rows = x.rows(), cols = x.cols(), stride = x.column_stride();
  if (stride < rows) {
    refuse(what, "column_stride " + std::to_string(stride) + " is shorter than a column of " +
                     std::to_string(rows) + " rows");
  }
  if (rows == 0 || cols == 0) return;
  const bool is_list = !x.pointers().empty();
  // Of the longest run of elements: a column of a list, or all columns.
  if (!is_addressable(is_list ? 1 : cols, stride, rows, sizeof(T))) {
    refuse(what,
           shape(rows, cols) + " with column_stride " + std::to_string(stride) + " are too large to address");
  }
  if (!is_list && x.data() == nullptr) refuse(what, "data is null, with " + shape(rows, cols));
  for (std::size_t c = 0; c < x.pointers().size(); ++c) {
    if (x.pointers()[c] == nullptr) {
      refuse(what, "column " + std::to_string(c) + " (counted from 0) is null, with " + shape(rows, cols));
    }
  }
}

}  // namespace

template <class T>
void check_rows(std::string_view what, const GatheredRows<T>& x) {
  if (x.is_by_columns()) {
    check_columns(what, x.columns());
  } else {
    check_view(what, x.matrix());
  }
  const std::size_t rows = x.is_by_columns() ? x.columns().rows() : x.matrix().rows;
  for (std::size_t i = 0; i < x.order().size(); ++i) {
    if (x.order()[i] >= rows) {
      refuse("order", "element " + std::to_string(i) + " (counted from 0) is " + std::to_string(x.order()[i]) +
                          ", but there are only " + std::to_string(rows) + " rows");
    }
  }
}

template <class T>
std::span<const T> checked_targets(const GatheredSamples<T>& samples, std::vector<T>& memory) {
  const GatheredRows<T>& x = samples.features();
  if (!samples.order_chooses_targets()) {
    check_size("targets", samples.targets().size(), x.rows(), "one for each row of the features");
    return samples.targets();
  }
  const std::size_t all = x.is_by_columns() ? x.columns().rows() : x.matrix().rows;
  check_size("targets", samples.targets().size(), all, "one for each row that the order chooses from");
  memory.resize(x.rows());
  for (std::size_t i = 0; i < x.rows(); ++i) memory[i] = samples.targets()[x.order()[i]];
  return memory;
}

template class RowSource<float>;
template class RowSource<double>;
template void check_rows(std::string_view, const GatheredRows<float>&);
template void check_rows(std::string_view, const GatheredRows<double>&);
template std::span<const float> checked_targets(const GatheredSamples<float>&, std::vector<float>&);
template std::span<const double> checked_targets(const GatheredSamples<double>&, std::vector<double>&);

}  // namespace kernels

template <class T>
Matrix<T> Matrix<T>::gathered(const GatheredRows<T>& rows) {
  kernels::check_rows("rows", rows);
  Matrix result(rows.rows(), rows.cols());
  const kernels::RowSource<T> source(rows);
  if (source.is_view()) {  // a single column
    std::copy_n(source.view().data, source.rows, result.data());
    return result;
  }
  const std::size_t piece = kernels::rows_to_pack<T>(source.cols);
  for (std::size_t first = 0; first < source.rows; first += piece) {
    source.pack(first, std::min(piece, source.rows - first), result.data() + first * source.cols);
  }
  return result;
}

template <class T>
Matrix<T> Matrix<T>::from_columns(const ColumnsView<T>& columns) {
  kernels::check_rows<T>("columns", columns);
  return gathered(columns);
}

template Matrix<float> Matrix<float>::gathered(const GatheredRows<float>&);
template Matrix<double> Matrix<double>::gathered(const GatheredRows<double>&);
template Matrix<float> Matrix<float>::from_columns(const ColumnsView<float>&);
template Matrix<double> Matrix<double>::from_columns(const ColumnsView<double>&);

}  // namespace adaline
