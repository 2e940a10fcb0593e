#include "loss_sum.hpp"

#include "reference.hpp"

namespace adaline::kernels {

// Additions alone: the family makes no difference.
double half(const LossSum<float>& sum) { return Reference<Fused>::half(sum); }
double half(const LossSum<double>& sum) { return Reference<Fused>::half(sum); }

}  // namespace adaline::kernels
