// Whose results are compared: all that return the same bits are one.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "bench/implementation.hpp"

namespace adaline::bench {

struct Family {
  std::string_view name;
  std::optional<Implementation> kernels;  // none: cannot run here
};

// Whether it can run here and has a function for the kernel.
template <class T>
bool takes_part(const Family& family, const cases::Case<T>& kernel) {
  return family.kernels && family.kernels->has(kernel);
}

// fused, separate, OpenBLAS.
std::array<Family, 3> families();

}  // namespace adaline::bench
