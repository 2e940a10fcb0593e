#include "kernels/drivers/half.hpp"

#include "kernels/definition/rows.hpp"

namespace adaline::kernels {

double half(const LossSum<float>& sum) { return 0.5 * definition::total(sum); }
double half(const LossSum<double>& sum) { return 0.5 * definition::total(sum); }

}  // namespace adaline::kernels
