// Errors of all samples between the two passes over them. The library's kernels need no such array.
#pragma once

#include <cstddef>

namespace adaline::bench {

// At least n elements, kept from call to call: allocating them is not measured.
float* scratch(float, std::size_t n);
double* scratch(double, std::size_t n);

}  // namespace adaline::bench
