#include "least_squares/inverse.hpp"

#include <algorithm>

#include "kernels/drivers/kernels.hpp"
#include "least_squares/block.hpp"

namespace adaline::least_squares {

TransposedInverse::TransposedInverse(const Cholesky& l)
    : u_(l.columns(), row_length(l.columns())), columns_(l.columns()) {
  const auto kernels = kernels::active_kernels<double>();
  for (std::size_t first = 0; first < columns_; first += group_rows) {
    const Range group{first, std::min(first + group_rows, columns_)};
    for (std::size_t panel = first; panel < columns_; panel += panel_columns) {
      const Range columns{panel, std::min(panel + panel_columns, columns_)};
      for_each_block(group, [&](Range block) {
        if (block.begin >= columns.end) return;
        for (std::size_t i = std::max(panel, block.begin); i < columns.end; ++i) {
          subtract_products(kernels, l, block, i, {panel, i});
          finish_column(l, block, i);
        }
      });
      for_each_block({columns.end, columns_}, [&](Range later) {
        for_each_block(group, [&](Range block) {
          for (std::size_t i = later.begin; i < later.end; ++i) {
            subtract_products(kernels, l, block, i, columns);
          }
        });
      });
    }
  }
}

// Of the block's rows that reach column i, in these columns, with row i of L.
void TransposedInverse::subtract_products(const kernels::Kernels<double>& kernels, const Cholesky& l,
                                          Range block, std::size_t i, Range columns) {
  const std::size_t begin = std::max(columns.begin, block.begin);
  if (begin >= columns.end || i == block.begin || !l.is_used(i)) return;
  double products[block_rows];
  const std::size_t rows = std::min(i, block.end) - block.begin;
  kernels.predict({u_.row(block.begin).data() + begin, rows, columns.end - begin, u_.cols()},
                  l.row(i).data() + begin, 0, products);
  for (std::size_t r = 0; r < rows; ++r) u_(block.begin + r, i) -= products[r];
}

void TransposedInverse::finish_column(const Cholesky& l, Range block, std::size_t i) {
  if (!l.is_used(i)) return;
  for (std::size_t r = block.begin; r < std::min(i, block.end); ++r) u_(r, i) *= l.inverse_pivot(i);
  if (i < block.end) u_(i, i) = l.inverse_pivot(i);
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
