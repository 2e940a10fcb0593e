// Kernels on more and more threads, and on more and more rows and columns.
#pragma once

#include <vector>

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

// `all` has the tasks of the kernels.
template <class T>
void add_scaling_tasks(std::vector<Task<T>>& all);

extern template void add_scaling_tasks(std::vector<Task<float>>&);
extern template void add_scaling_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
