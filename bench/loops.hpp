// Rows that come one after the other, as a filter takes its samples, and the loops of a rival that takes them
// so.
#pragma once

#include <cstddef>

namespace adaline::bench {

// Each row begins `stride` elements behind the one before: with a stride of 1 they are a window that slides
// over a stream, its newest sample last.
template <class T>
struct RowByRow {
  const T* first = nullptr;  // of a stream, what stands before it is the sample that the window has just left
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::size_t stride = 0;
  const T* targets = nullptr;
  T* weights = nullptr;
  T bias = 0;
  T rate = 0;
  T* out = nullptr;  // of each row: the prediction, or the error before the step
  // For NLMS:
  T epsilon = 0;
  T energy = 0;       // the sum of squares of the row before the first
  T* line = nullptr;  // the cols - 1 samples before the first, and room for rows: for who keeps a delay line
  void* object = nullptr;  // what `open` made
};

// Null: the rival has no such loop. Then the suite takes his dot and axpy for it, where he has these.
template <class T>
struct Loops {
  void (*predict)(RowByRow<T>&) = nullptr;
  void (*learn)(RowByRow<T>&) = nullptr;
  // Without a bias, along a stream.
  void (*lms)(RowByRow<T>&) = nullptr;
  void (*nlms)(RowByRow<T>&) = nullptr;
  // For a filter that is an object: made of the weights and the window before the first row.
  void* (*open)(const RowByRow<T>&) = nullptr;
  void (*close)(void*) = nullptr;
};

}  // namespace adaline::bench
