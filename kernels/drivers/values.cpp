#include "kernels/drivers/values.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <string>
#include <type_traits>

#include "kernels/drivers/checks.hpp"

namespace adaline::kernels {
namespace {

// Whether all are. In integers, which compilers vectorise: one that is added to an exponent of ones alone sets
// the bit of the sign.
template <class T>
bool are_finite(const T* row, std::size_t n) {
  using Bits = std::conditional_t<sizeof(T) == sizeof(std::uint32_t), std::uint32_t, std::uint64_t>;
  constexpr auto exponent = std::bit_cast<Bits>(std::numeric_limits<T>::infinity());
  constexpr Bits sign = Bits{1} << (8 * sizeof(T) - 1);
  constexpr Bits one = sign - exponent;
  Bits any = 0;
  for (std::size_t i = 0; i < n; ++i) any |= (std::bit_cast<Bits>(row[i]) & exponent) + one;
  return (any & sign) == 0;
}

template <class T>
std::size_t finite_elements(const T* row, std::size_t n) {
  return static_cast<std::size_t>(std::find_if_not(row, row + n, [](const T& v) { return are_finite(&v, 1); }) -
                                  row);
}

std::string text(double value) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%g", value);
  return buffer;
}

}  // namespace

template <class T>
std::size_t finite_rows(const MatrixView<T>& x, const T* t) {
  for (std::size_t r = 0; r < x.rows; ++r) {
    if (!are_finite(x.data + r * x.row_stride, x.cols) || !are_finite(t + r, 1)) return r;
  }
  return x.rows;
}

template <class T>
void check_finite(const MatrixView<T>& x, const T* t, std::size_t first_row) {
  const std::size_t r = finite_rows(x, t);
  if (r == x.rows) return;
  const T* const row = x.data + r * x.row_stride;
  const std::size_t column = finite_elements(row, x.cols);
  const std::string name = "row " + std::to_string(first_row + r);
  if (column == x.cols) refuse("targets", name + " (counted from 0) is " + text(double(t[r])));
  refuse("features",
         name + ", column " + std::to_string(column) + " (counted from 0) is " + text(double(row[column])));
}

template std::size_t finite_rows(const MatrixView<float>&, const float*);
template std::size_t finite_rows(const MatrixView<double>&, const double*);
template void check_finite(const MatrixView<float>&, const float*, std::size_t);
template void check_finite(const MatrixView<double>&, const double*, std::size_t);

}  // namespace adaline::kernels
