// The loss that a LossSum holds, for callers that went through an epoch with it.
#pragma once

#include "table.hpp"

namespace adaline::kernels {

// 1/2 * sum of the squared errors so far.
double half(const LossSum<float>& sum);
double half(const LossSum<double>& sum);

}  // namespace adaline::kernels
