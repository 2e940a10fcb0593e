#include "least_squares/inverse.hpp"

#include <algorithm>

#include "kernels/drivers/kernels.hpp"
#include "least_squares/block.hpp"

namespace adaline::least_squares {

TransposedInverse::TransposedInverse(const Cholesky& l)
    : u_(l.columns(), row_length(l.columns())), columns_(l.columns()) {
  const auto kernels = kernels::active_kernels<double>();
  double products[block_rows];
  for (std::size_t first = 0; first < columns_; first += block_rows) {
    const std::size_t end = std::min(first + block_rows, columns_);
    for (std::size_t panel = first, panel_end = 0; panel < columns_; panel = panel_end) {
      panel_end = std::min((panel / panel_columns + 1) * panel_columns, columns_);
      for (std::size_t i = panel; i < columns_; ++i) {
        if (!l.is_used(i)) continue;
        // The rows of the block that reach column i.
        const std::size_t rows = std::min(i, end) - first;
        const std::size_t length = std::min(i, panel_end) - panel;
        if (rows > 0 && length > 0) {
          kernels.predict({u_.row(first).data() + panel, rows, length, u_.cols()}, l.row(i).data() + panel, 0,
                          products);
          for (std::size_t r = 0; r < rows; ++r) u_(first + r, i) -= products[r];
        }
        if (i >= panel_end) continue;
        for (std::size_t r = 0; r < rows; ++r) u_(first + r, i) *= l.inverse_pivot(i);
        if (i < end) u_(i, i) = l.inverse_pivot(i);
      }
    }
  }
}

double TransposedInverse::product(std::size_t j, std::size_t k) const {
  const std::size_t first = std::max(j, k);
  return kernels::active_kernels<double>().dot(u_.row(j).data() + first, u_.row(k).data() + first,
                                               columns_ - first);
}

void TransposedInverse::multiply(std::span<const double> v, std::span<double> out) const {
  const auto kernels = kernels::active_kernels<double>();
  for (std::size_t first = 0; first < columns_; first += block_rows) {
    const std::size_t rows = std::min(block_rows, columns_ - first);
    kernels.predict({u_.row(first).data() + first, rows, columns_ - first, u_.cols()}, v.data() + first, 0,
                    out.data() + first);
  }
}

void TransposedInverse::multiply_transposed(std::span<const double> v, std::span<double> out) const {
  const auto kernels = kernels::active_kernels<double>();
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t j = 0; j < columns_; ++j) {
    kernels.axpy(v[j], u_.row(j).data() + j, out.data() + j, columns_ - j);
  }
}

}  // namespace adaline::least_squares
