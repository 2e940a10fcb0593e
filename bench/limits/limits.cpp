#include "limits.hpp"

#include <benchmark/benchmark.h>

#include <adaline/matrix.hpp>

#include <algorithm>
#include <chrono>
#include <limits>

#include "kernels/dispatch.hpp"

namespace adaline::bench {

#define ADALINE_PROBE(name) extern const Probe probe_##name;
#include "probes.inc"
#undef ADALINE_PROBE

namespace {

// Slowest first; the end marks itself, as there may be no other.
const Probe* const probes[] = {
#define ADALINE_PROBE(name) &probe_##name,
#include "probes.inc"
#undef ADALINE_PROBE
    nullptr};

const Probe* widest_probe() {
  const Probe* widest = nullptr;
  for (const Probe* probe : probes) {
    if (probe != nullptr && kernels::is_supported(probe->isa)) widest = probe;
  }
  return widest;
}

// The shortest time of one call, from several tries of about a millisecond or more.
template <class F>
double best_seconds(const F& call) {
  using Clock = std::chrono::steady_clock;
  constexpr int tries = 15;
  constexpr double least = 1e-3;
  double best = std::numeric_limits<double>::infinity();
  std::size_t calls = 1;
  for (int i = 0; i < tries;) {
    const auto start = Clock::now();
    for (std::size_t c = 0; c < calls; ++c) call();
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    if (seconds < least) {
      calls *= 2;
      continue;
    }
    best = std::min(best, seconds / static_cast<double>(calls));
    ++i;
  }
  return best;
}

// So little that the loop itself would be measured.
constexpr std::size_t least_bytes = 8192;

Bandwidth measure_bandwidth(const Probe& probe, std::size_t bytes) {
  Matrix<float> x(1, bytes / sizeof(float));
  const auto* const reading = reinterpret_cast<const char*>(x.data());
  const double forward = best_seconds([&] { probe.read(reading, bytes); });
  const double streams = best_seconds([&] { probe.read_four_streams(reading, bytes); });
  // Two arrays, which are as large together.
  const std::size_t half = bytes / 2 / 1024 * 1024;
  auto* const writing = reinterpret_cast<char*>(x.data()) + half;
  const double update = best_seconds([&] { probe.update(reading, writing, half); });
  return {static_cast<double>(bytes) / std::min(forward, streams), 3 * static_cast<double>(half) / update};
}

double measure_multiply_adds(std::size_t (*probe)(std::size_t)) {
  constexpr std::size_t rounds = 10000;
  std::size_t done = 0;
  const double seconds = best_seconds([&] { done = probe(rounds); });
  return static_cast<double>(done) / seconds;
}

std::vector<Limits::Memory> find_hierarchy() {
  std::vector<Limits::Memory> found;
  std::size_t last = 0;
  for (const auto& cache : benchmark::CPUInfo::Get().caches) {
    if (cache.type == "Instruction" || static_cast<std::size_t>(cache.size) <= last) continue;
    last = static_cast<std::size_t>(cache.size);
    found.push_back({"L" + std::to_string(cache.level), last});
  }
  constexpr std::size_t least = std::size_t{256} << 20U;
  constexpr std::size_t most = std::size_t{1} << 30U;
  found.push_back({"memory", std::clamp(4 * last, least, most)});
  return found;
}

}  // namespace

Limits::Limits() : probe_(widest_probe()), hierarchy_(find_hierarchy()) {}

const Bandwidth& Limits::bandwidth(std::size_t bytes) {
  const std::size_t rounded = std::max(least_bytes, (bytes + 1023) / 1024 * 1024);
  const auto [place, is_new] = bandwidths_.try_emplace(rounded);
  if (is_new) place->second = measure_bandwidth(*probe_, rounded);
  return place->second;
}

const MultiplyAdds& Limits::multiply_adds() {
  if (multiply_adds_.of_float == 0) {
    multiply_adds_ = {measure_multiply_adds(probe_->multiply_adds_of_float),
                      measure_multiply_adds(probe_->multiply_adds_of_double)};
  }
  return multiply_adds_;
}

double Limits::seconds(const kernels::cases::Work& work, std::size_t footprint, std::size_t element_size) {
  const std::size_t moved = work.bytes_read + work.bytes_written;
  // Where a third is written, as in y += x, the machine is kept busy by writing; a few results cost it nothing.
  const bool is_update = 3 * work.bytes_written >= moved;
  const Bandwidth& rates = bandwidth(footprint);
  const double moving = static_cast<double>(moved) / (is_update ? rates.update : rates.read);
  const double peak = element_size == sizeof(float) ? multiply_adds().of_float : multiply_adds().of_double;
  return std::max(moving, static_cast<double>(work.multiply_adds) / peak);
}

}  // namespace adaline::bench
