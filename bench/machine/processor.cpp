#include "bench/machine/processor.hpp"

#include <unistd.h>
#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <limits>
#include <map>

#include "bench/measure/rounds.hpp"

namespace adaline::bench {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "name : value" lines, the first of each name, up to an empty line.
std::map<std::string, std::string> read_fields(const char* file) {
  std::map<std::string, std::string> fields;
  std::ifstream lines(file);
  for (std::string line; std::getline(lines, line) && !line.empty();) {
    const std::size_t colon = line.find(':');
    if (colon != std::string::npos) {
      fields.try_emplace(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
  }
  return fields;
}

// Of this program's control group, or nothing where there is no limit.
std::size_t group_limit() {
  std::ifstream most("/sys/fs/cgroup/memory.max");
  std::ifstream used("/sys/fs/cgroup/memory.current");
  std::size_t most_bytes = 0;
  std::size_t used_bytes = 0;
  if (!(most >> most_bytes) || !(used >> used_bytes)) return std::numeric_limits<std::size_t>::max();
  return most_bytes - std::min(used_bytes, most_bytes);
}

// As the system says; infinite where it does not, as in most virtual machines.
double highest_clock() {
  double kilohertz = 0;
  std::ifstream file("/sys/devices/system/cpu/cpu0/cpufreq/cpuinfo_max_freq");
  if (file >> kilohertz && kilohertz > 0) return 1e3 * kilohertz;
#if defined(__x86_64__)
  // Leaf 16h of CPUID (Intel's manual, volume 2A): the maximum in MHz.
  unsigned base = 0, highest = 0, bus = 0, reserved = 0;
  if (__get_cpuid(0x16, &base, &highest, &bus, &reserved) != 0 && highest > 0) return 1e6 * highest;
#endif
  return std::numeric_limits<double>::infinity();
}

// Eight operations, each of which waits for the one before. Both operands are registers: Intel's Golden Cove
// and later fold a chain of additions of constants when they rename registers, and then run several of them in
// one cycle.
inline void run_eight(std::uint64_t& value, std::uint64_t operand) {
#if defined(__x86_64__)
  asm volatile(
      "add %1, %0\n\txor %1, %0\n\tadd %1, %0\n\txor %1, %0\n\t"
      "add %1, %0\n\txor %1, %0\n\tadd %1, %0\n\txor %1, %0"
      : "+r"(value)
      : "r"(operand)
      : "cc");
#elif defined(__aarch64__)
  asm volatile(
      "add %0, %0, %1\n\teor %0, %0, %1\n\tadd %0, %0, %1\n\teor %0, %0, %1\n\t"
      "add %0, %0, %1\n\teor %0, %0, %1\n\tadd %0, %0, %1\n\teor %0, %0, %1"
      : "+r"(value)
      : "r"(operand));
#else
  for (int i = 0; i < 8; ++i) {
    value ^= operand;
    asm volatile("" : "+r"(value));
  }
#endif
}

}  // namespace

std::string processor_name() {
  const auto fields = read_fields("/proc/cpuinfo");
  const auto field = [&](const char* name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  if (std::string name = field("model name"); !name.empty()) {
    if (field("cpu family").empty()) return name;
    return name + " (family " + field("cpu family") + ", model " + field("model") + ")";
  }
  if (field("CPU part").empty()) return "unknown";
  return "implementer " + field("CPU implementer") + ", part " + field("CPU part");  // 64-bit Arm
}

double estimate_clock() {
  constexpr std::size_t operations = 8;
  std::uint64_t value = 0;
  const std::uint64_t operand = 0x9e3779b97f4a7c15;  // neither 0 nor 1, which a CPU may treat apart
  const Repeat chain = [&](std::size_t times) {
    // Unrolled once more, so that the loop's own work is hidden behind the chain.
    for (std::size_t i = 0; i < times; ++i) {
      run_eight(value, operand);
      run_eight(value, operand);
    }
  };
  // A clock that is asked for in user time may be wrong by some microseconds, which 5 ms make small.
  const std::size_t times = times_that_last(chain, 5e-3);
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < 15; ++i) best = std::min(best, measure_once(chain, times).processor);
  return std::min(2 * operations / best, highest_clock());
}

std::size_t available_memory() {
  const auto fields = read_fields("/proc/meminfo");
  const auto found = fields.find("MemAvailable");
  if (found != fields.end()) {
    return std::min<std::size_t>(1024 * std::stoull(found->second), group_limit());  // in kB
  }
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page_size = sysconf(_SC_PAGESIZE);
  return pages > 0 && page_size > 0 ? static_cast<std::size_t>(pages) * static_cast<std::size_t>(page_size) / 2
                                    : 0;
}

}  // namespace adaline::bench
