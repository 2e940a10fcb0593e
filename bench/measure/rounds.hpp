// Rivals measured turn by turn, so that a disturbance of the machine meets all of them.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace adaline::bench {

// Does the same thing so many times in a row.
using Repeat = std::function<void(std::size_t times)>;

// Seconds of one time: of the clock on the wall, and of the processor in this thread, which other programs on
// the machine do not add to.
struct Timing {
  double wall = 0;
  double processor = 0;
};

struct Effort {
  double least_seconds = 5e-4;  // of one measurement: short calls are repeated
  std::size_t rounds = 9;
  double spread = 0.1;  // where it is wider, as many rounds are added once, if they are quick
};

// The measurements of one rival, a number for each round.
struct Measurements {
  std::size_t times = 1;          // in a row, in each measurement
  std::vector<double> wall;       // seconds of one time
  std::vector<double> processor;  // seconds of one time
};

// In each round every rival is measured once; the order turns from round to round. Where one round takes longer
// than a second, five rounds must do; three where it takes longer than five.
std::vector<Measurements> measure_in_rounds(std::span<const Repeat> rivals, const Effort& effort);

// One measurement.
Timing measure_once(const Repeat& repeat, std::size_t times);

// How many times in a row last for `least_seconds`, as `measure` says. Also warms caches and branch predictors.
using Measure = std::function<Timing(const Repeat& repeat, std::size_t times)>;
std::size_t times_that_last(const Repeat& repeat, double least_seconds, const Measure& measure = measure_once);

}  // namespace adaline::bench
