// Means that are kept as the sum of two numbers: far from 0, the distance of two chunks' means would have few
// digits otherwise.
#pragma once

#include <cstddef>

namespace adaline::kernels::definition {
namespace {

// means[j] = a + b rounded, and means[columns + j] = what that took from it (Knuth's sum of two numbers).
inline void set_mean(double a, double b, double* means, std::size_t columns, std::size_t j) {
  const double sum = a + b;
  const double of_b = sum - a;
  means[j] = sum;
  means[columns + j] = (a - (sum - of_b)) + (b - of_b);
}

}  // namespace
}  // namespace adaline::kernels::definition
