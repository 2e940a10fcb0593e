// Neuron::predict and Neuron::learn of one row, as a filter calls them for each of its samples.
#pragma once

#include <vector>

#include "bench/suite/tasks.hpp"

namespace adaline::bench {

template <class T>
void add_neuron_tasks(std::vector<Task<T>>& all);

extern template void add_neuron_tasks(std::vector<Task<float>>&);
extern template void add_neuron_tasks(std::vector<Task<double>>&);

}  // namespace adaline::bench
