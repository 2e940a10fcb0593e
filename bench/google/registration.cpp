#include "bench/google/registration.hpp"

#include <benchmark/benchmark.h>

#include <exception>
#include <string>

#include "bench/measure/statistics.hpp"

namespace adaline::bench {
namespace {

constexpr const char* limit_counter = "of_limit";

// Of streams: the time of a sample, and how many times as fast as samples of sound come it is done.
constexpr const char* sample_counter = "ns_per_sample";
constexpr const char* real_time_counter = "real_time_48kHz";
constexpr double sound_rate = 48000;

// Of several threads: how many times as fast as one.
constexpr const char* one_thread_counter = "vs_one_thread";

// The contender that is the same but for that.
std::string with_one_thread(const Entrant& entrant) {
  return entrant.contender.substr(0, entrant.contender.rfind('-')) + "-1";
}

std::string rival_counter(const Entrant& rival) { return "vs_" + rival.contender; }

double spread_of(const std::vector<double>& values) { return spread(values); }

void set_counters(benchmark::State& state, const Contest& contest, const Entrant& entrant, std::size_t round) {
  const Timing& timing = entrant.rounds[round];
  const cases::Work& work = contest.work();
  const auto set = [&](const std::string& name, double value) { state.counters[name] = value; };
  set(wall_counter, timing.wall);
  set(processor_counter, timing.processor);
  set("bytes_per_second", static_cast<double>(work.bytes_read + work.bytes_written) / timing.processor);
  set("items_per_second", static_cast<double>(work.multiply_adds) / timing.processor);
  set("footprint", static_cast<double>(contest.footprint()));
  if (contest.samples() > 0) {
    const double seconds = timing.processor / static_cast<double>(contest.samples());
    set(sample_counter, 1e9 * seconds);
    set(real_time_counter, 1 / (sound_rate * seconds));
  }
  for (const Entrant& other : contest.entrants()) {
    if (entrant.threads > 1 && other.contender == with_one_thread(entrant)) {
      set(one_thread_counter, other.rounds[round].processor / timing.processor);
    }
    if (other.threads != entrant.threads) continue;
    const double ratio = other.rounds[round].processor / timing.processor;
    if (other.is_limit) {
      set(limit_counter, ratio);
    } else if (entrant.is_ours && !other.is_ours) {
      set(rival_counter(other), ratio);
    }
  }
}

void run(benchmark::State& state, Contest& contest, std::size_t place, std::size_t round, bool& has_failed) {
  try {
    contest.measure_rounds(round + 1);
  } catch (const std::exception& error) {
    state.SkipWithError(error.what());
    has_failed = true;
    return;
  }
  const Entrant& entrant = contest.entrants()[place];
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(entrant.calls))) {
  }
  set_counters(state, contest, entrant, round);
  if (entrant.is_limit) state.SetLabel(entrant.kind_of_limit);
}

}  // namespace

std::set<std::string> counter_names(std::span<const std::unique_ptr<Contest>> contests) {
  std::set<std::string> names = {"bytes_per_second", "items_per_second", "footprint", spread_statistic};
  for (const std::unique_ptr<Contest>& contest : contests) {
    if (contest->samples() > 0) names.insert({sample_counter, real_time_counter});
    for (const Entrant& entrant : contest->entrants()) {
      if (entrant.is_limit) names.insert(limit_counter);
      if (entrant.threads > 1) names.insert(one_thread_counter);
      if (!entrant.is_limit && !entrant.is_ours) names.insert(rival_counter(entrant));
    }
  }
  return names;
}

void register_benchmarks(std::span<const std::unique_ptr<Contest>> contests, bool& has_failed) {
  for (const std::unique_ptr<Contest>& contest : contests) {
    for (std::size_t place = 0; place < contest->entrants().size(); ++place) {
      const Entrant& entrant = contest->entrants()[place];
      if (!entrant.is_wanted) continue;
      const auto benchmark = [&, &contest = *contest, place,
                              round = std::size_t{0}](benchmark::State& state) mutable {
        run(state, contest, place, round++, has_failed);
      };
      benchmark::RegisterBenchmark(entrant.benchmark.c_str(), benchmark)
          ->ComputeStatistics(spread_statistic, spread_of, benchmark::kPercentage);
    }
  }
}

}  // namespace adaline::bench
