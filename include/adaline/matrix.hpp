/// @file
/// Samples in memory. Rows are samples, columns are features, and the elements of a row are neighbours
/// (row-major order).
///
/// Views cost nothing to copy and allocate nothing. They do not keep what they view alive: it must live, and
/// stay where it is, as long as they are used. Units are the caller's own: nothing here scales a value.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>

namespace adaline {

template <class T>
class ColumnsView;
template <class T>
class GatheredRows;

/// Whether T is a type of numbers that the library is compiled for: float or double. All its templates refuse
/// any other.
template <class T>
inline constexpr bool is_element = std::is_same_v<T, float> || std::is_same_v<T, double>;

/// A view of a matrix that somebody else owns. Element (r, c) is `data[r * row_stride + c]`.
///
/// With a row_stride of more than cols a view shows some of the columns of a wider matrix: the elements between
/// the rows are never read. With less, rows overlap. `{signal, samples, taps, 1}` is a tapped delay line: row r
/// holds signal[r] .. signal[r + taps - 1], the newest last, of a signal of samples + taps - 1 elements.
/// Results are those of rows that are copied.
///
/// - Errors: the functions that take a view check it and throw std::invalid_argument where data is null and
///   there are elements, or where the extent cannot be addressed.
/// - Threads: several threads may read through views of the same elements, as long as no thread writes them.
template <class T>
struct MatrixView {
  static_assert(is_element<T>, "adaline: T must be float or double");

  const T* data = nullptr;        ///< Element (0, 0). Any alignment of a T will do.
  std::size_t rows = 0;           ///< How many samples there are.
  std::size_t cols = 0;           ///< How many features each of them has.
  std::size_t row_stride = cols;  ///< From one row to the next, in elements.
};

/// What a std::span<const T> can be made from and that outlives the statement: something with a name, or a
/// view.
template <class R, class T>
concept LastingValues = std::is_convertible_v<R, std::span<const T>> &&
    (std::is_lvalue_reference_v<R> || std::ranges::borrowed_range<R>);
/// What a std::span<const T> can be made from and that is gone at the end of the statement: a temporary
/// container.
template <class R, class T>
concept TemporaryValues = std::is_convertible_v<R, std::span<const T>> && !LastingValues<R, T>;

/// A std::span<const T> that refuses to be made from what is gone at the end of the statement, as a temporary
/// std::vector is. It can be made from all else that such a span can be made from.
template <class T>
class TargetSpan : public std::span<const T> {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// A span of no elements.
  constexpr TargetSpan() = default;
  /// The `size` elements from `data` on.
  constexpr TargetSpan(const T* data, std::size_t size) : std::span<const T>(data, size) {}
  /// The elements from `first` to the one before `last`.
  template <std::contiguous_iterator I>
  constexpr TargetSpan(I first, I last) : std::span<const T>(first, last) {}

  /// The elements of `values`: a container with a name, an array, a span, or another TargetSpan, which is
  /// copied.
  // NOLINTBEGIN(bugprone-forwarding-reference-overload)
  template <LastingValues<T> R>
  constexpr TargetSpan(R&& values) : std::span<const T>(std::forward<R>(values)) {}

  /// Refused: the elements of a temporary are destroyed with it. Name the container, and let it live as long as
  /// the samples.
  template <TemporaryValues<T> R>
  TargetSpan(R&& temporary) = delete;
  // NOLINTEND(bugprone-forwarding-reference-overload)
};

/// A view of samples with their targets, both of which somebody else owns.
///
/// - Errors: the functions that take samples check that there is a target for each row, and throw
///   std::invalid_argument where there is not.
template <class T>
struct Samples {
  static_assert(is_element<T>, "adaline: T must be float or double");

  MatrixView<T> features = {};  ///< A row for each sample.
  TargetSpan<T> targets = {};   ///< targets[r] is what the neuron should answer to row r.
};

/// Returns how many elements a matrix of this shape needs: rows * cols. O(1), thread-safe.
///
/// - Errors: std::length_error when that many elements of `element_size` bytes cannot be addressed.
std::size_t matrix_elements(std::size_t rows, std::size_t cols, std::size_t element_size);

/// A matrix that owns its elements: rows * cols of them, packed (row_stride == cols), and aligned to 64 bytes.
///
/// It can be moved, and is not copied by accident: who wants a copy makes a second matrix and fills it. A
/// matrix that was moved from has no rows and no columns.
///
/// - Threads: reading one matrix from several threads is safe; writing an element while another thread uses it
///   is not.
/// - Cost: all functions but the constructor of a shape and those that copy are O(1) and throw nothing.
template <class T>
class Matrix {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  /// A matrix without rows and columns.
  Matrix() = default;

  /// A matrix of this shape, whose elements are all zero. O(rows * cols).
  ///
  /// - Errors: std::length_error when so many elements cannot be addressed, std::bad_alloc when there is no
  ///   memory.
  Matrix(std::size_t rows, std::size_t cols)
      : elements_(new (alignment) T[matrix_elements(rows, cols, sizeof(T))]()), rows_(rows), cols_(cols) {}

  /// Returns a matrix of these columns (see gathered.hpp). O(rows * cols).
  ///
  /// - Errors: std::invalid_argument for a view that cannot be, and those of the constructor of a shape.
  static Matrix from_columns(const ColumnsView<T>& columns);

  /// Returns a matrix of these rows (see gathered.hpp), a copy to go through many times. O(rows * cols).
  ///
  /// - Errors: std::invalid_argument for rows that cannot be, and those of the constructor of a shape.
  static Matrix gathered(const GatheredRows<T>& rows);

  /// Takes the elements of `other`, which then has none. Views of them stay valid.
  Matrix(Matrix&& other) noexcept
      : elements_(std::move(other.elements_)),
        rows_(std::exchange(other.rows_, 0)),
        cols_(std::exchange(other.cols_, 0)) {}

  /// Takes the elements of `other`, which then has none. Views of them stay valid; views of the old ones do
  /// not.
  Matrix& operator=(Matrix&& other) noexcept {
    elements_ = std::move(other.elements_);
    rows_ = std::exchange(other.rows_, 0);
    cols_ = std::exchange(other.cols_, 0);
    return *this;
  }

  /// Returns how many rows (samples) there are.
  std::size_t rows() const { return rows_; }
  /// Returns how many columns (features) there are.
  std::size_t cols() const { return cols_; }
  /// Returns the address of element (0, 0), behind which all others lie row by row; null in a matrix without a
  /// shape.
  T* data() { return elements_.get(); }
  /// Returns the same address, for reading alone.
  const T* data() const { return elements_.get(); }

  /// Returns row r, for r < rows(), which is not checked.
  std::span<T> row(std::size_t r) { return {data() + r * cols_, cols_}; }
  /// Returns the same row, for reading alone.
  std::span<const T> row(std::size_t r) const { return {data() + r * cols_, cols_}; }

  /// Returns element (r, c), for r < rows() and c < cols(), which is not checked.
  T& operator()(std::size_t r, std::size_t c) { return data()[r * cols_ + c]; }
  /// Returns the same element, for reading alone.
  const T& operator()(std::size_t r, std::size_t c) const { return data()[r * cols_ + c]; }

  /// Returns a view of the whole matrix, which is valid as long as the elements are: until the matrix that
  /// holds them is destroyed or assigned to.
  MatrixView<T> view() const { return {data(), rows_, cols_, cols_}; }
  /// The same view, where a function asks for one.
  operator MatrixView<T>() const& { return view(); }
  /// Refused, so that a temporary matrix is not viewed by accident; view() does it on purpose.
  operator MatrixView<T>() const&& = delete;

 private:
  static constexpr std::align_val_t alignment{64};
  struct Free {
    void operator()(T* elements) const { ::operator delete[](elements, alignment); }
  };

  std::unique_ptr<T[], Free> elements_;
  std::size_t rows_ = 0;
  std::size_t cols_ = 0;
};

// Both are compiled in the library.
extern template Matrix<float> Matrix<float>::from_columns(const ColumnsView<float>&);
extern template Matrix<double> Matrix<double>::from_columns(const ColumnsView<double>&);
extern template Matrix<float> Matrix<float>::gathered(const GatheredRows<float>&);
extern template Matrix<double> Matrix<double>::gathered(const GatheredRows<double>&);

}  // namespace adaline

// The elements of a TargetSpan outlive it, as those of a std::span do.
template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<adaline::TargetSpan<T>> = true;
// A TargetSpan is a view, as a std::span is.
template <class T>
inline constexpr bool std::ranges::enable_view<adaline::TargetSpan<T>> = true;
