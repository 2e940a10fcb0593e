// What the columns of a chunk are moved by before they are multiplied.
#pragma once

#include <cstddef>

#include "kernels/definition/order.hpp"

namespace adaline::kernels::definition {
namespace {

// About the mean of a column, and exactly its value where it has only one. `column(i)` gives element i of
// `rows`.
template <class Column>
double origin(std::size_t rows, Column column) {
  const double first = column(0);
  double sum = 0;
  double count = 1;
  const std::size_t step = origin_step(rows);
  for (std::size_t i = step; i < rows; i += step) {
    sum = sum + (column(i) - first);
    count = count + 1;
  }
  return first + sum / count;
}

}  // namespace
}  // namespace adaline::kernels::definition
