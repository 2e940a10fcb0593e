#include "kernels/drivers/checks.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace adaline {

std::size_t matrix_elements(std::size_t rows, std::size_t cols, std::size_t element_size) {
  std::size_t elements = 0;
  std::size_t bytes = 0;
  if (__builtin_mul_overflow(rows, cols, &elements) || __builtin_mul_overflow(elements, element_size, &bytes) ||
      bytes > PTRDIFF_MAX) {
    throw std::length_error("matrix of " + std::to_string(rows) + " rows by " + std::to_string(cols) +
                            " columns: too large to address");
  }
  return elements;
}

namespace kernels {

void refuse(std::string_view what, std::string_view why) {
  throw std::invalid_argument(std::string(what) + ": " + std::string(why));
}

void throw_size(std::string_view what, std::size_t size, std::size_t expected, std::string_view why) {
  throw std::invalid_argument(std::string(what) + " has " + std::to_string(size) + " elements, expected " +
                              std::to_string(expected) + " (" + std::string(why) + ")");
}

void check_has_weights(std::size_t weights) {
  if (weights == 0) throw std::invalid_argument("neuron: it was moved from and has no weights");
}

bool is_addressable(std::size_t count, std::size_t stride, std::size_t length, std::size_t element_size) {
  std::size_t extent = 0;
  std::size_t bytes = 0;
  return !__builtin_mul_overflow(count - 1, stride, &extent) &&
         !__builtin_add_overflow(extent, length, &extent) &&
         !__builtin_mul_overflow(extent, element_size, &bytes) && bytes <= PTRDIFF_MAX;
}

template <class T>
void check_unusual_view(std::string_view what, const MatrixView<T>& x) {
  if (x.rows == 0 || x.cols == 0) return;
  if (!is_addressable(x.rows, x.row_stride, x.cols, sizeof(T))) {
    refuse(what, std::to_string(x.rows) + " rows of " + std::to_string(x.cols) + " columns with row_stride " +
                     std::to_string(x.row_stride) + " are too large to address");
  }
  if (x.data == nullptr) {
    refuse(what,
           "data is null, with " + std::to_string(x.rows) + " rows and " + std::to_string(x.cols) + " columns");
  }
}

template void check_unusual_view(std::string_view, const MatrixView<float>&);
template void check_unusual_view(std::string_view, const MatrixView<double>&);

}  // namespace kernels
}  // namespace adaline
