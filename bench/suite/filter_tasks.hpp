// Adaptive filters on a stream: LMS and normalised LMS by AdaptiveFilter, in blocks of 64 samples, and rows
// that overlap by online_epoch. Rivals make the same errors of the same samples.
#pragma once

#include <vector>

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

template <class T>
void add_filter_tasks(std::vector<Task<T>>& all);

extern template void add_filter_tasks(std::vector<Task<float>>&);
extern template void add_filter_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
