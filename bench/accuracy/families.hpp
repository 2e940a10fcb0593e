// Whose results are compared: all that return the same bits are one.
#pragma once

#include <array>
#include <string_view>

#include "kernels/table.hpp"

namespace adaline::bench {

struct Family {
  std::string_view name;
  const kernels::Level* level;  // null: cannot run here
};

// fused, separate, OpenBLAS.
std::array<Family, 3> families();

}  // namespace adaline::bench
