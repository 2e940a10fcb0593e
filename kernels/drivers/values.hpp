// Samples that hold a value that is not finite.
#pragma once

#include <cstddef>

#include <adaline/matrix.hpp>

namespace adaline::kernels {

// How many rows there are in front of the first with a feature or a target that is not finite.
template <class T>
std::size_t finite_rows(const MatrixView<T>& x, const T* t);

// Throws std::invalid_argument where there is such a row, with the place and the value. `first_row` is the
// number of the first one.
template <class T>
void check_finite(const MatrixView<T>& x, const T* t, std::size_t first_row);

extern template std::size_t finite_rows(const MatrixView<float>&, const float*);
extern template std::size_t finite_rows(const MatrixView<double>&, const double*);
extern template void check_finite(const MatrixView<float>&, const float*, std::size_t);
extern template void check_finite(const MatrixView<double>&, const double*, std::size_t);

}  // namespace adaline::kernels
