// Where an iteration that looks for an eigenvector begins.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

namespace adaline::least_squares {

// Fills the vector. None that is sought is likely to be orthogonal to this one, as one of ones may be.
inline void set_start_vector(std::span<double> v) {
  constexpr double golden_ratio = 0.61803398874989485;
  for (std::size_t j = 0; j < v.size(); ++j) {
    const double turns = golden_ratio * static_cast<double>(j);
    v[j] = 1 + turns - std::floor(turns);
  }
}

}  // namespace adaline::least_squares
