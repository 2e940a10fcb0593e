#include "bench/machine/caches.hpp"

#include <unistd.h>

#include <bitset>
#include <fstream>

namespace adaline::bench {
namespace {

// The first word of a file, or nothing.
std::string word(const std::string& file) {
  std::string text;
  std::ifstream(file) >> text;
  return text;
}

// "32K", "1M"
std::size_t size_of(const std::string& text) {
  if (text.empty()) return 0;
  std::size_t end = 0;
  const std::size_t number = std::stoull(text, &end);
  const char unit = end < text.size() ? text[end] : ' ';
  return number << (unit == 'K' ? 10U : unit == 'M' ? 20U : unit == 'G' ? 30U : 0U);
}

// The bits of "00000000,0000000f".
int bits_of(const std::string& map) {
  std::size_t bits = 0;
  for (const char digit : map) {
    if (digit != ',') bits += std::bitset<4>(std::stoul(std::string(1, digit), nullptr, 16)).count();
  }
  return static_cast<int>(bits);
}

std::vector<Cache> from_kernel() {
  std::vector<Cache> found;
  for (int i = 0;; ++i) {
    const std::string folder = "/sys/devices/system/cpu/cpu0/cache/index" + std::to_string(i) + "/";
    const std::string level = word(folder + "level");
    if (level.empty()) return found;
    found.push_back({std::stoi(level), word(folder + "type"), size_of(word(folder + "size")),
                     bits_of(word(folder + "shared_cpu_map"))});
  }
}

// Some virtual machines show nothing in /sys; the C library asks the CPU.
std::vector<Cache> from_library() {
  std::vector<Cache> found;
#if defined(_SC_LEVEL1_DCACHE_SIZE)
  const auto add = [&](int level, const char* type, int name) {
    const long bytes = sysconf(name);
    if (bytes > 0) found.push_back({level, type, static_cast<std::size_t>(bytes), 0});
  };
  add(1, "Data", _SC_LEVEL1_DCACHE_SIZE);
  add(1, "Instruction", _SC_LEVEL1_ICACHE_SIZE);
  add(2, "Unified", _SC_LEVEL2_CACHE_SIZE);
  add(3, "Unified", _SC_LEVEL3_CACHE_SIZE);
  add(4, "Unified", _SC_LEVEL4_CACHE_SIZE);
#endif
  return found;
}

}  // namespace

std::vector<Cache> caches() {
  const std::vector<Cache> found = from_kernel();
  return found.empty() ? from_library() : found;
}

std::vector<Cache> data_caches() {
  std::vector<Cache> found;
  for (const Cache& cache : caches()) {
    if (cache.type == "Instruction" || cache.bytes == 0) continue;
    if (found.empty() || cache.bytes > found.back().bytes) found.push_back(cache);
  }
  return found;
}

}  // namespace adaline::bench
