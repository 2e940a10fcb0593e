#include "goldens/outcomes.hpp"

#include <cstdio>

#include "goldens/filter_outcomes.hpp"
#include "goldens/kernel_outcomes.hpp"
#include "goldens/training_outcomes.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::goldens {
namespace {

// Puts a level in use, until destroyed.
class LevelInUse {
 public:
  explicit LevelInUse(const kernels::Level& level) { kernels::use_level(&level); }
  LevelInUse(const LevelInUse&) = delete;
  LevelInUse& operator=(const LevelInUse&) = delete;
  ~LevelInUse() { kernels::use_level(&before_); }

 private:
  const kernels::Level& before_ = kernels::active_level();
};

}  // namespace

std::string as_text(std::uint64_t hash) {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(hash));
  return digits;
}

std::vector<Outcome> outcomes_of(const kernels::Level& level) {
  const LevelInUse in_use(level);
  std::vector<Outcome> outcomes;
  add_kernel_outcomes<float>(level, outcomes);
  add_kernel_outcomes<double>(level, outcomes);
  add_training_outcomes<float>(outcomes);
  add_training_outcomes<double>(outcomes);
  add_filter_outcomes<float>(outcomes);
  add_filter_outcomes<double>(outcomes);
  return outcomes;
}

}  // namespace adaline::goldens
