// The loss that a LossSum holds, for callers that went through an epoch with it.
#pragma once

#include "kernels/definition/loss_sum.hpp"

namespace adaline::kernels {

// 1/2 of the sum of rho(e) so far.
double half(const LossSum<float>& sum);
double half(const LossSum<double>& sum);

}  // namespace adaline::kernels
