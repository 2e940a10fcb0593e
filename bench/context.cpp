#include "context.hpp"

#include <benchmark/benchmark.h>

#include <adaline/cpu.hpp>
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

}  // namespace

void add_context() {
  benchmark::AddCustomContext("library_version", std::string(version()));
  benchmark::AddCustomContext("levels_runnable", runnable_levels());
  benchmark::AddCustomContext("level_detected", std::string(to_string(detected_isa())));
  benchmark::AddCustomContext("level_used", std::string(to_string(active_isa())));
  benchmark::AddCustomContext("compiler", compiler);
}

}  // namespace adaline::bench
