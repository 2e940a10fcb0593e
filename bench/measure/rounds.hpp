// Measurements of those who are compared, in rounds: turn by turn, so that a disturbance of the machine meets
// all of them.
#pragma once

#include <cstddef>
#include <functional>

namespace adaline::bench {

// Does the same thing so many times in a row.
using Repeat = std::function<void(std::size_t times)>;

// Seconds of one time: of the clock on the wall, and of the processor in this thread, which other programs on
// the machine do not add to.
struct Timing {
  double wall = 0;
  double processor = 0;
};

// One measurement.
Timing measure_once(const Repeat& repeat, std::size_t times);

// One of work that several threads share. Both times are the clock's on the wall: what a single thread did
// says little. It begins when the threads are awake, where it is of several times: work is divided where
// calls follow each other, as they do then.
Timing measure_on_threads(const Repeat& repeat, std::size_t times);

// How many times in a row last for `least_seconds`, as `measure` says. Also warms caches and branch predictors.
using Measure = std::function<Timing(const Repeat& repeat, std::size_t times)>;
std::size_t times_that_last(const Repeat& repeat, double least_seconds, const Measure& measure = measure_once);

// Who of `count` is measured at that position of a round: another one begins each time, and every other round
// goes backwards, so that nobody always follows the same rival.
std::size_t turn(std::size_t round, std::size_t position, std::size_t count);

}  // namespace adaline::bench
