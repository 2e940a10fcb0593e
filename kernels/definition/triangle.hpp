// The lower triangle of a symmetric matrix, row after row.
#pragma once

#include <cstddef>

namespace adaline::kernels {

// Where row j begins, and how many elements j rows have: entry (j, k), k <= j, stands at triangle_row(j) + k.
constexpr std::size_t triangle_row(std::size_t j) { return j * (j + 1) / 2; }

}  // namespace adaline::kernels
