#include "bench/google/context.hpp"

#include <adaline/cpu.hpp>
#include <adaline/workers.hpp>
#include <cstdio>
#include <string>

#include "bench/machine/caches.hpp"
#include "bench/machine/processor.hpp"
#include "bench/peers/peers.hpp"
#include "kernels/definition/order.hpp"

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

std::string counts_of_threads(Selection selection) {
  std::string counts;
  for (const std::size_t threads : thread_counts(selection, available_threads())) {
    counts.append(counts.empty() ? "" : " ").append(std::to_string(threads));
  }
  return counts;
}

std::string number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4g", value);
  return digits;
}

void add_limits(Context& context, Limits& limits, std::size_t memory_bytes) {
  for (const Limits::Memory& memory : limits.hierarchy(memory_bytes)) {
    const std::string name = "limit_" + memory.name;
    context[name + "_read_bytes_per_second"] = number(limits.reading(memory.bytes).bytes_per_second);
    context[name + "_update_bytes_per_second"] = number(limits.updating(memory.bytes).bytes_per_second);
  }
  const MultiplyAdds& multiply_adds = limits.multiply_adds();
  context["limit_float_multiply_adds_per_second"] = number(multiply_adds.of_float);
  context["limit_double_multiply_adds_per_second"] = number(multiply_adds.of_double);
}

}  // namespace

Context context(const Suite& suite, Limits& limits) {
  Context all;
  all["cpu_model"] = processor_name();
  all["clock_estimate_hz"] = number(estimate_clock());
  for (const Cache& cache : data_caches()) {
    all["cache_" + cache.name() + "_bytes"] = std::to_string(cache.bytes);
  }
  all["library_version"] = version();
  all["numerics_version"] = std::to_string(kernels::numerics_version);
  all["levels_runnable"] = runnable_levels();
  all["level_detected"] = to_string(detected_isa());
  all["level_used"] = to_string(active_isa());
  all["compiler"] = compiler;
  all["compiler_flags"] = ADALINE_BUILD_FLAGS;
  all["level_flags"] = ADALINE_LEVEL_FLAGS;
  all["openblas"] = peers().openblas_description;
  all["blis"] = peers().blis_description;
  all["eigen"] = peers().eigen_description;
  all["highway"] = peers().highway_description;
  all["liquid"] = peers().liquid_description;
  all["threads"] = counts_of_threads(suite.selection);
  all["selection"] = suite.selection == Selection::full ? "full" : "quick";
  all["memory_bytes"] = std::to_string(suite.memory_bytes);
  if (limits.are_known()) add_limits(all, limits, suite.memory_bytes);
  return all;
}

}  // namespace adaline::bench
