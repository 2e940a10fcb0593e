// The names of strategies, as `adaline cpu --plan` prints them.
#pragma once

#include <string_view>

#include "kernels/gradient/plan.hpp"
#include "kernels/online/plan.hpp"
#include "kernels/rows/plan.hpp"

namespace adaline::kernels {

std::string_view to_string(Residence residence);
std::string_view to_string(RowStrategy strategy);
std::string_view to_string(GradientStrategy strategy);
std::string_view to_string(OnlineStrategy strategy);

}  // namespace adaline::kernels
