#include "goldens/outcomes.hpp"

#include <cstdio>

#include "goldens/cases/level_in_use.hpp"
#include "goldens/filter_outcomes.hpp"
#include "goldens/kernel_outcomes.hpp"
#include "goldens/least_squares_outcomes.hpp"
#include "goldens/training_outcomes.hpp"

namespace adaline::goldens {
std::string as_text(std::uint64_t hash) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

std::vector<Outcome> outcomes_of(const kernels::Level& level) {
  const cases::LevelInUse in_use(level);
  std::vector<Outcome> outcomes;
  add_kernel_outcomes<float>(level, outcomes);
  add_kernel_outcomes<double>(level, outcomes);
  add_training_outcomes<float>(outcomes);
  add_training_outcomes<double>(outcomes);
  add_filter_outcomes<float>(outcomes);
  add_filter_outcomes<double>(outcomes);
  add_least_squares_outcomes(outcomes);
  return outcomes;
}

}  // namespace adaline::goldens
