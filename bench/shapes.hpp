// Which sizes are measured: from the notebook's twelve samples to beyond the last cache.
#pragma once

#include <cstddef>
#include <vector>

#include "kernels/cases/case.hpp"

namespace adaline::bench {

enum class Selection { quick, full };

// Of vector kernels: one row of n elements.
std::vector<kernels::cases::Shape> vector_shapes(Selection selection, std::size_t element_size);

// Of kernels over samples: few and many features, for a few sizes of all samples together.
std::vector<kernels::cases::Shape> sample_shapes(Selection selection, std::size_t element_size);

}  // namespace adaline::bench
