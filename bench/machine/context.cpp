#include "bench/machine/context.hpp"

#include <adaline/cpu.hpp>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

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

std::string number(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.4g", value);
  return digits;
}

std::string now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm time{};
  gmtime_r(&seconds, &time);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%S+00:00", &time);
  return text.data();
}

// What Google Benchmark says of every machine.
void add_machine(nlohmann::ordered_json& context, double clock) {
  context["date"] = now();
  context["num_cpus"] = std::thread::hardware_concurrency();
  context["mhz_per_cpu"] = static_cast<int>(clock / 1e6);
  context["caches"] = nlohmann::ordered_json::array();
  for (const Cache& cache : caches()) {
    context["caches"].push_back(
        {{"type", cache.type}, {"level", cache.level}, {"size", cache.bytes}, {"num_sharing", cache.sharing}});
  }
  std::array<double, 3> load{};
  if (getloadavg(load.data(), 3) == 3) context["load_avg"] = load;
#if defined(NDEBUG)
  context["library_build_type"] = "release";
#else
  context["library_build_type"] = "debug";
#endif
}

void add_limits(nlohmann::ordered_json& context, Limits& limits, std::size_t memory_bytes) {
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

nlohmann::ordered_json context(const Suite& suite, Limits& limits) {
  nlohmann::ordered_json all;
  const double clock = estimate_clock();
  add_machine(all, clock);
  all["cpu_model"] = processor_name();
  all["clock_estimate_hz"] = number(clock);
  for (const Cache& cache : data_caches())
    all["cache_" + cache.name() + "_bytes"] = std::to_string(cache.bytes);
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
  all["selection"] = suite.selection == Selection::full ? "full" : "quick";
  all["memory_bytes"] = std::to_string(suite.memory_bytes);
  if (limits.are_known()) add_limits(all, limits, suite.memory_bytes);
  return all;
}

}  // namespace adaline::bench
