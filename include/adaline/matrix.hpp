// Samples in memory: rows are samples, columns are features, row-major.
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

// The types of numbers that the library is compiled for. All its templates refuse any other.
template <class T>
inline constexpr bool is_element = std::is_same_v<T, float> || std::is_same_v<T, double>;

// A matrix that somebody else owns. Element (r, c) is data[r * row_stride + c], with row_stride >= cols;
// elements between cols and row_stride are never read. The functions that take a view check it.
template <class T>
struct MatrixView {
  static_assert(is_element<T>, "adaline: T must be float or double");

  const T* data = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::size_t row_stride = cols;
};

// What a span of T can be made from: something with a name, or that views what has one; and what is gone at the
// end of the statement.
template <class R, class T>
concept LastingValues = std::is_convertible_v<R, std::span<const T>> &&
    (std::is_lvalue_reference_v<R> || std::ranges::borrowed_range<R>);
template <class R, class T>
concept TemporaryValues = std::is_convertible_v<R, std::span<const T>> && !LastingValues<R, T>;

// A std::span<const T>, made from all that one is made from, but not from what would be gone at the end of the
// statement: a temporary std::vector.
template <class T>
class TargetSpan : public std::span<const T> {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  constexpr TargetSpan() = default;
  constexpr TargetSpan(const T* data, std::size_t size) : std::span<const T>(data, size) {}
  template <std::contiguous_iterator I>
  constexpr TargetSpan(I first, I last) : std::span<const T>(first, last) {}

  // Also from another one, with a name: a copy either way.
  // NOLINTBEGIN(bugprone-forwarding-reference-overload)
  template <LastingValues<T> R>
  constexpr TargetSpan(R&& values) : std::span<const T>(std::forward<R>(values)) {}

  // Its elements are destroyed with it: name the container, and let it live as long as the samples.
  template <TemporaryValues<T> R>
  TargetSpan(R&& temporary) = delete;
  // NOLINTEND(bugprone-forwarding-reference-overload)
};

// Samples with their targets: targets[r] belongs to row r. Both are owned by somebody else.
template <class T>
struct Samples {
  static_assert(is_element<T>, "adaline: T must be float or double");

  MatrixView<T> features = {};
  TargetSpan<T> targets = {};
};

// How many elements a matrix of this shape needs. Throws std::length_error when rows * cols elements of
// `element_size` bytes cannot be addressed.
std::size_t matrix_elements(std::size_t rows, std::size_t cols, std::size_t element_size);

// Owns its elements: rows * cols of them, packed (row_stride == cols), all zero at first, aligned to 64 bytes.
// T is float or double. Movable; a copy is made on purpose, through its view. A matrix that was moved from has
// no rows and no columns. Threads: reading one matrix from several is safe; writing an element while another
// thread uses it is not.
template <class T>
class Matrix {
  static_assert(is_element<T>, "adaline: T must be float or double");

 public:
  Matrix() = default;

  // Throws std::length_error when the product overflows, std::bad_alloc when there is no memory.
  Matrix(std::size_t rows, std::size_t cols)
      : elements_(new (alignment) T[matrix_elements(rows, cols, sizeof(T))]()), rows_(rows), cols_(cols) {}

  Matrix(Matrix&& other) noexcept
      : elements_(std::move(other.elements_)),
        rows_(std::exchange(other.rows_, 0)),
        cols_(std::exchange(other.cols_, 0)) {}

  Matrix& operator=(Matrix&& other) noexcept {
    elements_ = std::move(other.elements_);
    rows_ = std::exchange(other.rows_, 0);
    cols_ = std::exchange(other.cols_, 0);
    return *this;
  }

  std::size_t rows() const { return rows_; }
  std::size_t cols() const { return cols_; }
  T* data() { return elements_.get(); }
  const T* data() const { return elements_.get(); }

  // Row r, for r < rows(). Not checked.
  std::span<T> row(std::size_t r) { return {data() + r * cols_, cols_}; }
  std::span<const T> row(std::size_t r) const { return {data() + r * cols_, cols_}; }

  // Element (r, c). Not checked.
  T& operator()(std::size_t r, std::size_t c) { return data()[r * cols_ + c]; }
  const T& operator()(std::size_t r, std::size_t c) const { return data()[r * cols_ + c]; }

  // Valid as long as the matrix. A temporary one is not viewed by accident: only by view().
  MatrixView<T> view() const { return {data(), rows_, cols_, cols_}; }
  operator MatrixView<T>() const& { return view(); }
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

}  // namespace adaline

template <class T>
inline constexpr bool std::ranges::enable_borrowed_range<adaline::TargetSpan<T>> = true;
template <class T>
inline constexpr bool std::ranges::enable_view<adaline::TargetSpan<T>> = true;
