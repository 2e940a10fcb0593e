// Samples in memory: rows are samples, columns are features, row-major.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>

namespace adaline {

// A matrix that somebody else owns. Element (r, c) is data[r * row_stride + c], with row_stride >= cols;
// elements between cols and row_stride are never read. The functions that take a view check it.
template <class T>
struct MatrixView {
  const T* data = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::size_t row_stride = cols;
};

// Samples with their targets: targets[r] belongs to row r.
template <class T>
struct Samples {
  MatrixView<T> features = {};
  std::span<const T> targets = {};
};

// How many elements a matrix of this shape needs. Throws std::length_error when rows * cols elements of
// `element_size` bytes cannot be addressed.
std::size_t matrix_elements(std::size_t rows, std::size_t cols, std::size_t element_size);

// Owns its elements: rows * cols of them, packed (row_stride == cols), all zero at first, aligned to 64
// bytes. T is float or double. Movable; a copy is made on purpose, through its view.
template <class T>
class Matrix {
 public:
  Matrix() = default;

  // Throws std::length_error when the product overflows, std::bad_alloc when there is no memory.
  Matrix(std::size_t rows, std::size_t cols)
      : elements_(new (alignment) T[matrix_elements(rows, cols, sizeof(T))]()), rows_(rows), cols_(cols) {}

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

  MatrixView<T> view() const { return {data(), rows_, cols_, cols_}; }
  operator MatrixView<T>() const { return view(); }

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
