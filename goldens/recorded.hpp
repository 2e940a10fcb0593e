// The golden file, as a part of the program.
#pragma once

#include <span>
#include <string_view>

namespace adaline::goldens {

// The outcome of that name, in either family.
struct Recorded {
  std::string_view name;
  std::string_view fused;
  std::string_view separate;
};

// Of `./dev goldens`, which wrote the file.
std::span<const Recorded> recorded();
int recorded_numerics_version();

}  // namespace adaline::goldens
