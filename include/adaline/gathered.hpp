/// @file
/// Samples whose rows must be gathered: they are stored by columns, as Eigen, Fortran, pandas and Arrow store
/// them, or they are chosen by an index.
///
/// Kernels read rows whose elements are neighbours. Rows that lie in another way are packed into scratch, a
/// piece at a time, and so have the bits of the same rows in a Matrix. A call that takes them costs what
/// packing costs beside it; whoever goes through the same samples many times from a cache may want a copy in
/// rows, which Matrix::from_columns() and Matrix::gathered() make.
///
/// As all views, these cost nothing to copy, allocate nothing, and do not keep alive what they view.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include <adaline/matrix.hpp>

namespace adaline {

/// A view of a matrix that somebody else owns and that is stored by columns: the elements of a column are
/// neighbours (column-major order). The columns belong to one array, or each of them lies anywhere.
///
/// It is made by the functions that say so: three numbers alone do not tell in which order a matrix is stored,
/// and those that mean rows are a MatrixView.
///
/// - Errors: the functions that take a view check it and throw std::invalid_argument where column_stride is
///   less than rows, where the array or a column is null and there are elements, or where the extent cannot be
///   addressed.
/// - Threads: several threads may read through views of the same elements, as long as no thread writes them.
template <class T>
class ColumnsView {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// Columns of one array, without gaps: element (r, c) is `data[c * rows + r]`.
  static constexpr ColumnsView column_major(const T* data, std::size_t rows, std::size_t cols) {
    return {data, nullptr, rows, cols, rows};
  }

  /// Columns of one array: element (r, c) is `data[c * column_stride + r]`, with a column_stride (the leading
  /// dimension of BLAS) of at least rows. Elements between rows and column_stride are never read.
  static constexpr ColumnsView column_major(const T* data, std::size_t rows, std::size_t cols,
                                            std::size_t column_stride) {
    return {data, nullptr, rows, cols, column_stride};
  }

  /// Columns that lie anywhere: element (r, c) is `columns[c][r]`. The pointers are viewed, too: they must live
  /// as long as the view.
  template <LastingValues<const T*> R>
  static constexpr ColumnsView list(R&& columns, std::size_t rows) {
    const std::span<const T* const> pointers = std::forward<R>(columns);
    return {nullptr, pointers.data(), rows, pointers.size(), rows};
  }
  /// Refused: the pointers of a temporary are destroyed with it.
  template <TemporaryValues<const T*> R>
  static ColumnsView list(R&& temporary, std::size_t rows) = delete;

  /// Returns how many rows (samples) there are.
  constexpr std::size_t rows() const { return rows_; }
  /// Returns how many columns (features) there are.
  constexpr std::size_t cols() const { return cols_; }
  /// Returns the first element of the array; null where the columns are a list.
  constexpr const T* data() const { return data_; }
  /// Returns the distance from one column of the array to the next, in elements.
  constexpr std::size_t column_stride() const { return column_stride_; }
  /// Returns the pointers to the columns of a list; none where they belong to one array.
  constexpr std::span<const T* const> pointers() const { return {list_, list_ == nullptr ? 0 : cols_}; }
  /// Returns column c, for c < cols(), which is not checked.
  constexpr const T* column(std::size_t c) const {
    return list_ == nullptr ? data_ + c * column_stride_ : list_[c];
  }

 private:
  template <class>
  friend class GatheredRows;

  constexpr ColumnsView() = default;
  constexpr ColumnsView(const T* data, const T* const* list, std::size_t rows, std::size_t cols,
                        std::size_t column_stride)
      : data_(data), list_(list), rows_(rows), cols_(cols), column_stride_(column_stride) {}

  const T* data_ = nullptr;
  const T* const* list_ = nullptr;
  std::size_t rows_ = 0;
  std::size_t cols_ = 0;
  std::size_t column_stride_ = 0;
};

/// A view of rows that must be gathered: those of columns, or chosen ones of either order of storage.
///
/// `order` is an index: row i of this view is row order[i] of the matrix. It may name rows in any order,
/// several times, or not at all. It is viewed, as the elements are.
///
/// - Errors: the functions that take such rows check the view that they are made of, and that each element of
///   the order names a row. Where not they throw std::invalid_argument, which names the place and the number.
/// - Cost: that check is O(size of the order), in each call that takes them.
template <class T>
class GatheredRows {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// All rows of these columns.
  constexpr GatheredRows(const ColumnsView<T>& columns) : columns_(columns), by_columns_(true) {}

  /// The rows of these columns that `order` names.
  template <LastingValues<std::size_t> R>
  constexpr GatheredRows(const ColumnsView<T>& columns, R&& order)
      : columns_(columns), by_columns_(true), order_(std::forward<R>(order)), has_order_(true) {}

  /// The rows of this matrix that `order` names.
  template <LastingValues<std::size_t> R>
  constexpr GatheredRows(const MatrixView<T>& matrix, R&& order)
      : matrix_(matrix), order_(std::forward<R>(order)), has_order_(true) {}

  /// Refused: the elements of a temporary order are destroyed with it.
  template <TemporaryValues<std::size_t> R>
  GatheredRows(const ColumnsView<T>& columns, R&& temporary) = delete;
  /// Refused: the elements of a temporary order are destroyed with it.
  template <TemporaryValues<std::size_t> R>
  GatheredRows(const MatrixView<T>& matrix, R&& temporary) = delete;

  /// Returns how many rows there are: as many as the order has elements, if there is one.
  constexpr std::size_t rows() const { return has_order_ ? order_.size() : columns_.rows(); }
  /// Returns how many columns (features) there are.
  constexpr std::size_t cols() const { return by_columns_ ? columns_.cols() : matrix_.cols; }

  /// Returns whether the rows are those of columns(), else of matrix().
  constexpr bool is_by_columns() const { return by_columns_; }
  /// Returns the columns; without rows and columns where is_by_columns() is false.
  constexpr const ColumnsView<T>& columns() const { return columns_; }
  /// Returns the matrix; without rows and columns where is_by_columns() is true.
  constexpr const MatrixView<T>& matrix() const { return matrix_; }
  /// Returns whether the rows are chosen by an order.
  constexpr bool has_order() const { return has_order_; }
  /// Returns the order.
  constexpr std::span<const std::size_t> order() const { return order_; }

 private:
  MatrixView<T> matrix_;
  ColumnsView<T> columns_;
  bool by_columns_ = false;
  std::span<const std::size_t> order_;
  bool has_order_ = false;
};

/// A view of samples whose rows must be gathered, with their targets.
///
/// - Errors: the functions that take samples check that there are as many targets as is said here, and throw
///   std::invalid_argument where there are not.
template <class T>
class GatheredSamples {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// These rows, with a target for each of them: targets[i] is what the neuron should answer to row i.
  constexpr GatheredSamples(const GatheredRows<T>& features, TargetSpan<T> targets)
      : features_(features), targets_(targets) {}

  /// The samples that `order` names, of all that these columns hold: sample i has row order[i] and
  /// targets[order[i]]. There is a target for each row of the columns.
  template <LastingValues<std::size_t> R>
  constexpr GatheredSamples(const ColumnsView<T>& columns, TargetSpan<T> targets, R&& order)
      : features_(columns, std::forward<R>(order)), targets_(targets), order_chooses_targets_(true) {}

  /// The samples that `order` names, of all that this matrix holds: sample i has row order[i] and
  /// targets[order[i]]. There is a target for each row of the matrix.
  template <LastingValues<std::size_t> R>
  constexpr GatheredSamples(const MatrixView<T>& matrix, TargetSpan<T> targets, R&& order)
      : features_(matrix, std::forward<R>(order)), targets_(targets), order_chooses_targets_(true) {}

  /// Refused: the elements of a temporary order are destroyed with it.
  template <TemporaryValues<std::size_t> R>
  GatheredSamples(const ColumnsView<T>& columns, TargetSpan<T> targets, R&& temporary) = delete;
  /// Refused: the elements of a temporary order are destroyed with it.
  template <TemporaryValues<std::size_t> R>
  GatheredSamples(const MatrixView<T>& matrix, TargetSpan<T> targets, R&& temporary) = delete;

  /// Returns the features, a row for each sample.
  constexpr const GatheredRows<T>& features() const { return features_; }
  /// Returns the targets, as they were given.
  constexpr std::span<const T> targets() const { return targets_; }
  /// Returns whether the order of the features chooses the targets, too.
  constexpr bool order_chooses_targets() const { return order_chooses_targets_; }

 private:
  GatheredRows<T> features_;
  TargetSpan<T> targets_;
  bool order_chooses_targets_ = false;
};

/// A dense matrix of another library with the interface of Eigen, which tells by IsRowMajor how it is stored:
/// Eigen's Matrix, Array, Map, Ref and Block are such.
template <class M>
concept EigenMatrix = requires(const M& m) {
  {static_cast<bool>(M::IsRowMajor)};
  { m.data()[0] } -> std::convertible_to<const typename M::Scalar&>;
  { m.rows() } -> std::convertible_to<std::ptrdiff_t>;
  { m.cols() } -> std::convertible_to<std::ptrdiff_t>;
  { m.outerStride() } -> std::convertible_to<std::ptrdiff_t>;
  { m.innerStride() } -> std::convertible_to<std::ptrdiff_t>;
}
&&is_element<typename M::Scalar>;

/// Whether M owns its elements, so that those of a temporary M are gone at the end of the statement. A Map or a
/// Block of Eigen owns none, and names another type, its PlainObject, that would.
template <class M>
inline constexpr bool owns_elements = [] {
  if constexpr (requires { typename M::PlainObject; }) {
    return std::is_same_v<M, typename M::PlainObject>;
  } else {
    return true;
  }
}();

/// Returns the view of an Eigen matrix that fits how it is stored: a MatrixView of a row-major one, a
/// ColumnsView of a column-major one, which is Eigen's default. So neither is ever taken for the other:
///
///     Eigen::MatrixXd X = ..;
///     adaline::train(neuron, {adaline::view_of(X), t}, adaline::Batch{});
///
/// A MatrixView that is made of the three numbers `X.data()`, `X.rows()` and `X.cols()` by hand takes the
/// matrix for a row-major one, and nothing can tell.
///
/// - Errors: std::invalid_argument where the elements of a row (row-major) or of a column (column-major) are
///   not neighbours, as in a Map with an InnerStride; copy such a matrix. A temporary that owns its elements is
///   refused by the compiler.
/// - Cost: O(1), nothing is copied.
template <EigenMatrix M>
constexpr auto view_of(const M& matrix) {
  using T = std::remove_cv_t<typename M::Scalar>;
  const auto number = [](auto value) { return static_cast<std::size_t>(value); };
  const std::size_t rows = number(matrix.rows()), cols = number(matrix.cols());
  const std::size_t stride = number(matrix.outerStride());
  if (matrix.innerStride() != 1) {
    throw std::invalid_argument("matrix: innerStride " + std::to_string(matrix.innerStride()) +
                                ", its elements must be neighbours (1)");
  }
  if constexpr (M::IsRowMajor) {
    return MatrixView<T>{matrix.data(), rows, cols, stride};
  } else {
    return ColumnsView<T>::column_major(matrix.data(), rows, cols, stride);
  }
}
/// Refused: the elements of a temporary matrix are destroyed with it. Name the matrix.
template <class M>
requires EigenMatrix<std::remove_cvref_t<M>> && owns_elements<std::remove_cvref_t<M>> &&
    (!std::is_lvalue_reference_v<M>)auto view_of(M&& temporary) = delete;

}  // namespace adaline
