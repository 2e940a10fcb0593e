// Of kernels: a hash of all that each of them writes.
#pragma once

#include <vector>

#include "outcomes.hpp"

namespace adaline::goldens {

template <class T>
void add_kernel_outcomes(const kernels::KernelTable<T>& table, std::vector<Outcome>& outcomes);

}  // namespace adaline::goldens
