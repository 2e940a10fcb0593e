#include "bench/limits/limits.hpp"

#include <algorithm>
#include <limits>

#include "bench/machine/caches.hpp"
#include "kernels/dispatch/dispatch.hpp"

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

// Of one time, from several tries: a disturbance only ever makes it longer. Long ones are tried less often.
double best_seconds(const Repeat& repeat, double least_seconds, const Measure& measure) {
  const double enough = 300 * least_seconds;
  const std::size_t times = times_that_last(repeat, least_seconds, measure);
  double best = std::numeric_limits<double>::infinity();
  double spent = 0;
  for (int tries = 0; tries < 3 || (tries < 11 && spent < enough); ++tries) {
    const Timing timing = measure(repeat, times);
    best = std::min(best, timing.processor);
    spent += timing.wall * static_cast<double>(times);
  }
  return best;
}

// So little that the loop itself would be measured.
constexpr std::size_t least_bytes = 8192;

// Each eighth of it, and each half, is a multiple of what the loops take at a time.
std::size_t rounded(std::size_t bytes) { return (std::max(bytes, least_bytes) + 8191) / 8192 * 8192; }

template <class Pattern, class MakeRepeat>
Movement fastest(std::span<const Pattern> patterns, double bytes, double least_seconds, MakeRepeat make_repeat,
                 const Measure& measure = measure_once) {
  Movement best;
  for (const Pattern pattern : patterns) {
    const Repeat repeat = make_repeat(pattern);
    const double rate = bytes / best_seconds(repeat, least_seconds, measure);
    if (rate > best.bytes_per_second) best = {repeat, bytes, rate};
  }
  return best;
}

double measure_multiply_adds(std::size_t (*probe)(std::size_t), double least_seconds) {
  constexpr std::size_t rounds = 1000;
  std::size_t done = 0;
  const double seconds = best_seconds([&](std::size_t times) { done = probe(rounds * times) / times; },
                                      least_seconds, measure_once);
  return static_cast<double>(done) / seconds;
}

}  // namespace

Limits::Limits(double least_seconds) : least_seconds_(least_seconds), probe_(widest_probe()) {}

std::vector<Limits::Memory> Limits::hierarchy(std::size_t memory_bytes) const {
  std::vector<Memory> found;
  for (const Cache& cache : data_caches()) {
    // Half of it, as there is always something else in it; and of a last cache that many cores share (a virtual
    // machine is told of all of it) not more than one core can well have.
    std::size_t bytes = cache.bytes / 2;
    if (!found.empty()) bytes = std::min(bytes, std::size_t{8} * 2 * found.back().bytes);
    found.push_back({cache.name(), bytes});
  }
  found.push_back({"memory", memory_bytes});
  return found;
}

void Limits::reserve(std::size_t bytes) {
  if (memory_.cols() * sizeof(float) < bytes) {
    memory_ = {};  // not both at once
    memory_ = Matrix<float>(1, bytes / sizeof(float));
  }
}

const Movement& Limits::reading(std::size_t bytes) {
  const std::size_t size = rounded(bytes);
  reserve(size);
  const auto [place, is_new] = readings_.try_emplace(size);
  if (is_new) {
    place->second = fastest(std::span<const Read>(probe_->reads), static_cast<double>(size), least_seconds_,
                            [this, size](Read read) -> Repeat {
                              return [this, size, read](std::size_t times) {
                                const char* const x = reinterpret_cast<const char*>(memory_.data());
                                for (std::size_t i = 0; i < times; ++i) read(x, size);
                              };
                            });
  }
  return place->second;
}

const Movement& Limits::updating(std::size_t bytes) {
  const std::size_t size = rounded(bytes);
  reserve(size);
  const auto [place, is_new] = updates_.try_emplace(size);
  if (is_new) {
    // Two arrays, which are as large together: one is read, the other read and written.
    const std::size_t half = size / 2;
    place->second = fastest(std::span<const Update>(probe_->updates), 3 * static_cast<double>(half),
                            least_seconds_, [this, half](Update update) -> Repeat {
                              return [this, half, update](std::size_t times) {
                                auto* const x = reinterpret_cast<char*>(memory_.data());
                                for (std::size_t i = 0; i < times; ++i) update(x, x + half, half);
                              };
                            });
  }
  return place->second;
}

const Movement& Limits::reading_by(Workers& workers, std::size_t bytes) {
  const std::size_t threads = workers.threads();
  const std::size_t share = rounded(bytes / threads);
  reserve(threads * share);
  const auto [place, is_new] = readings_by_.try_emplace({share, threads});
  if (is_new) {
    const auto by_all = [this, &workers, threads, share](Read read) -> Repeat {
      return [this, &workers, threads, share, read](std::size_t times) {
        const char* const x = reinterpret_cast<const char*>(memory_.data());
        workers.for_each(threads, [&](std::size_t i, std::size_t) {
          for (std::size_t time = 0; time < times; ++time) read(x + i * share, share);
        });
      };
    };
    place->second = fastest(std::span<const Read>(probe_->reads), static_cast<double>(threads * share),
                            least_seconds_, by_all, measure_on_threads);
  }
  return place->second;
}

const MultiplyAdds& Limits::multiply_adds() {
  if (multiply_adds_.of_float == 0) {
    multiply_adds_ = {measure_multiply_adds(probe_->multiply_adds_of_float, least_seconds_),
                      measure_multiply_adds(probe_->multiply_adds_of_double, least_seconds_)};
  }
  return multiply_adds_;
}

Limit Limits::limit(const cases::Work& work, std::size_t footprint, std::size_t element_size,
                    Workers* workers) {
  const auto moved = static_cast<double>(work.bytes_read + work.bytes_written);
  const double peak = element_size == sizeof(float) ? multiply_adds().of_float : multiply_adds().of_double;
  const double computing = static_cast<double>(work.multiply_adds) / peak;
  if (workers != nullptr) {
    const Movement& movement = reading_by(*workers, footprint);
    return {&movement, moved / movement.bytes, computing / static_cast<double>(workers->threads()), false};
  }
  // Where a third is written, as in y += x, the machine is kept busy by writing; a few results cost it nothing.
  const bool is_update = 3 * static_cast<double>(work.bytes_written) >= moved;
  const Movement& movement = is_update ? updating(footprint) : reading(footprint);
  return {&movement, moved / movement.bytes, computing, is_update};
}

}  // namespace adaline::bench
