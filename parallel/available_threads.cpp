#include "parallel/available_threads.hpp"

#ifdef __linux__
#include <sched.h>
#endif

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <thread>

#include <adaline/workers.hpp>

#include "parallel/cgroup.hpp"

namespace adaline {
namespace parallel {
namespace {

std::size_t cpus_of_affinity() {
#ifdef __linux__
  // Machines of more than 1024 CPUs do not fit into the set, and are an error of the call.
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<std::size_t>(CPU_COUNT(&set));
#endif
  return std::thread::hardware_concurrency();
}

// The first number of a list, as OpenMP reads it: the threads of the outermost level.
std::optional<std::size_t> threads_of_openmp() {
  const char* text = std::getenv("OMP_NUM_THREADS");
  if (text == nullptr) return std::nullopt;
  while (*text == ' ') ++text;
  std::size_t threads = 0;
  const auto [end, error] = std::from_chars(text, text + std::strlen(text), threads);
  const bool ends_there = *end == '\0' || *end == ',' || *end == ' ';
  if (error != std::errc() || !ends_there || threads == 0) return std::nullopt;
  return threads;
}

}  // namespace

std::size_t cpus_of_process() {
  std::size_t cpus = cpus_of_affinity();
  if (const auto limit = cgroup_cpus("/")) cpus = std::min(cpus, *limit);
  return std::max<std::size_t>(1, cpus);
}

}  // namespace parallel

std::size_t available_threads() {
  const auto wanted = parallel::threads_of_openmp();
  return std::min(wanted ? *wanted : parallel::cpus_of_process(), Workers::most_threads);
}

}  // namespace adaline
