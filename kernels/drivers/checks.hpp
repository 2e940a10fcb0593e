// Checks of sizes. The messages name the argument and the numbers.
#pragma once

#if !defined(__cpp_exceptions)
#error "adaline needs exceptions: its errors are exceptions. Build it without -fno-exceptions."
#endif

#include <cstddef>
#include <string_view>

#include <adaline/matrix.hpp>

namespace adaline::kernels {

// Throws std::invalid_argument "<what>: <why>".
[[noreturn]] void refuse(std::string_view what, std::string_view why);

// Whether `count` runs of `length` elements, each `stride` elements behind the one before, can be addressed.
bool is_addressable(std::size_t count, std::size_t stride, std::size_t length, std::size_t element_size);

// Throws std::invalid_argument "<what> has <size> elements, expected <expected> (<why>)".
[[noreturn]] void throw_size(std::string_view what, std::size_t size, std::size_t expected,
                             std::string_view why);

inline void check_size(std::string_view what, std::size_t size, std::size_t expected, std::string_view why) {
  if (size != expected) [[unlikely]]
    throw_size(what, size, expected, why);
}

// Throws std::invalid_argument where a neuron has no weights, as only one that was moved from has none.
void check_has_weights(std::size_t weights);

template <class T>
void check_unusual_view(std::string_view what, const MatrixView<T>& x);

// A view must have data where it has elements, and an addressable extent. Its rows may overlap.
template <class T>
inline void check_view(std::string_view what, const MatrixView<T>& x) {
  // Most are too small for any product to overflow; a call would be a seventh of a prediction of 12 samples.
  constexpr std::size_t small = std::size_t{1} << 28U;
  if ((x.rows | x.row_stride | x.cols) < small && x.data != nullptr) [[likely]]
    return;
  check_unusual_view(what, x);
}

extern template void check_unusual_view(std::string_view, const MatrixView<float>&);
extern template void check_unusual_view(std::string_view, const MatrixView<double>&);

}  // namespace adaline::kernels
