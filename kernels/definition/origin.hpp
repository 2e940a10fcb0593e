// What the columns of a chunk are moved by before they are multiplied.
#pragma once

#include <cstddef>

#include "kernels/definition/order.hpp"

namespace adaline::kernels::definition {
namespace {

// About the mean of a column, and exactly its value where it has only one. `column(i)` gives element i of
// `rows`, and `weight(i)` what it counts.
template <class Column, class Weight>
double origin(std::size_t rows, Column column, Weight weight) {
  const double first = column(0);
  // All rows, where some have no weight.
  for (std::size_t step = origin_step(rows);; step = 1) {
    double sum = 0;
    double weights = 0;
    for (std::size_t i = 0; i < rows; i += step) {
      sum = sum + weight(i) * (column(i) - first);
      weights = weights + weight(i);
    }
    if (weights != 0) return first + sum / weights;
    if (step == 1) return first;
  }
}

}  // namespace
}  // namespace adaline::kernels::definition
