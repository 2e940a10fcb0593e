#include "kernels/drivers/plan_names.hpp"

namespace adaline::kernels {

std::string_view to_string(Residence residence) {
  switch (residence) {
    case Residence::first_cache:
      return "first_cache";
    case Residence::outer_cache:
      return "outer_cache";
    case Residence::memory:
      return "memory";
  }
  return "none";
}

std::string_view to_string(RowStrategy strategy) {
  switch (strategy) {
    case RowStrategy::across_samples:
      return "across_samples";
    case RowStrategy::row_by_row:
      return "row_by_row";
    case RowStrategy::tiles:
      return "tiles";
    case RowStrategy::in_order:
      return "in_order";
  }
  return "none";
}

std::string_view to_string(GradientStrategy strategy) {
  switch (strategy) {
    case GradientStrategy::across_samples:
      return "across_samples";
    case GradientStrategy::four_parts:
      return "four_parts";
    case GradientStrategy::four_parts_in_order:
      return "four_parts_in_order";
    case GradientStrategy::sweep_of_eight:
      return "sweep_of_eight";
    case GradientStrategy::sweep_of_four:
      return "sweep_of_four";
    case GradientStrategy::two_steps:
      return "two_steps";
    case GradientStrategy::two_steps_in_order:
      return "two_steps_in_order";
  }
  return "none";
}

std::string_view to_string(OnlineStrategy strategy) {
  switch (strategy) {
    case OnlineStrategy::across_samples:
      return "across_samples";
    case OnlineStrategy::one_by_one:
      return "one_by_one";
    case OnlineStrategy::gram_ahead:
      return "gram_ahead";
    case OnlineStrategy::sweep:
      return "sweep";
    case OnlineStrategy::sweep_no_prefetch:
      return "sweep_no_prefetch";
    case OnlineStrategy::sweep_in_order:
      return "sweep_in_order";
  }
  return "none";
}

}  // namespace adaline::kernels
