#include "context.hpp"

#include <benchmark/benchmark.h>

#include <adaline/cpu.hpp>
#include <cstdio>
#include <string>

namespace adaline::bench {
namespace {

#if defined(__clang__)
constexpr const char* compiler = __VERSION__;  // names itself
#else
constexpr const char* compiler = "GCC " __VERSION__;
#endif

std::string runnable_levels() {
  std::string names;
  for (const Isa isa : runnable_isas()) names.append(names.empty() ? "" : " ").append(to_string(isa));
  return names;
}

std::string number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4g", value);
  return digits;
}

}  // namespace

void add_context(Limits& limits) {
  benchmark::AddCustomContext("library_version", std::string(version()));
  benchmark::AddCustomContext("levels_runnable", runnable_levels());
  benchmark::AddCustomContext("level_detected", std::string(to_string(detected_isa())));
  benchmark::AddCustomContext("level_used", std::string(to_string(active_isa())));
  benchmark::AddCustomContext("compiler", compiler);
  if (!limits.are_known()) return;
  for (const Limits::Memory& memory : limits.hierarchy()) {
    // Half of a cache, as there is always something else in it.
    const Bandwidth& bandwidth = limits.bandwidth(memory.name == "memory" ? memory.bytes : memory.bytes / 2);
    benchmark::AddCustomContext("limit_" + memory.name + "_read_bytes_per_second", number(bandwidth.read));
    benchmark::AddCustomContext("limit_" + memory.name + "_update_bytes_per_second", number(bandwidth.update));
  }
  const MultiplyAdds& multiply_adds = limits.multiply_adds();
  benchmark::AddCustomContext("limit_float_multiply_adds_per_second", number(multiply_adds.of_float));
  benchmark::AddCustomContext("limit_double_multiply_adds_per_second", number(multiply_adds.of_double));
}

}  // namespace adaline::bench
