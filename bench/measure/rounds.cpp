#include "bench/measure/rounds.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <thread>

namespace adaline::bench {
namespace {

double seconds_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

}  // namespace

Timing measure_once(const Repeat& repeat, std::size_t times) {
  const double wall = seconds_of(CLOCK_MONOTONIC);
  const double processor = seconds_of(CLOCK_THREAD_CPUTIME_ID);
  repeat(times);
  const double processor_end = seconds_of(CLOCK_THREAD_CPUTIME_ID);
  const double wall_end = seconds_of(CLOCK_MONOTONIC);
  const auto count = static_cast<double>(times);
  return {(wall_end - wall) / count, (processor_end - processor) / count};
}

Timing measure_on_threads(const Repeat& repeat, std::size_t times) {
  // The threads of who was measured before still look for work, and then sleep.
  std::this_thread::sleep_for(std::chrono::microseconds(200));
  if (times > 1) repeat(2);
  const double wall = measure_once(repeat, times).wall;
  return {wall, wall};
}

std::size_t times_that_last(const Repeat& repeat, double least_seconds, const Measure& measure) {
  std::size_t times = 1;
  if (measure(repeat, times).wall > 20 * least_seconds) return times;  // long enough even if it were warm
  for (;;) {
    const double seconds = measure(repeat, times).wall * static_cast<double>(times);
    if (seconds >= least_seconds) return times;
    // A little more than it seems to need, and not a hundredfold on the word of one short measurement.
    const double missing = 1.2 * least_seconds / std::max(seconds, 1e-9);
    times = static_cast<std::size_t>(static_cast<double>(times) * std::clamp(missing, 1.5, 50.0)) + 1;
  }
}

std::size_t turn(std::size_t round, std::size_t position, std::size_t count) {
  const std::size_t shifted = (round + position) % count;
  return round % 2 == 0 ? shifted : count - 1 - shifted;
}

}  // namespace adaline::bench
