// 200 epochs of batch training: train() with all that it decides, beside two passes over the samples in each
// epoch.
#pragma once

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

template <class T>
Task<T> run_task();

extern template Task<float> run_task();
extern template Task<double> run_task();

}  // namespace adaline::bench
