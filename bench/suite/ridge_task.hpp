// A ridge regression from samples in memory: their moments, and the solution.
#pragma once

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

template <class T>
Task<T> ridge_task();

extern template Task<float> ridge_task();
extern template Task<double> ridge_task();

}  // namespace adaline::bench
