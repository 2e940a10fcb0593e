// dot of short vectors that are scattered over memory, as a search for neighbours reads them.
#pragma once

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

// The shape's rows are the vectors of a pool, its columns their elements.
template <class T>
Task<T> pool_task();

extern template Task<float> pool_task();
extern template Task<double> pool_task();

}  // namespace adaline::bench
