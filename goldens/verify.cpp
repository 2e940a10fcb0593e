#include "goldens/verify.hpp"

#include <algorithm>
#include <vector>

#include "goldens/outcomes.hpp"

namespace adaline::goldens {

Verdict verify(const kernels::Level& level, std::span<const Recorded> goldens) {
  const std::vector<Outcome> outcomes = outcomes_of(level);
  Verdict verdict;
  const auto differs = [&](const std::string& what) {
    if (verdict.different++ == 0) verdict.first_difference = what;
  };
  verdict.checked = std::max(outcomes.size(), goldens.size());
  for (std::size_t i = 0; i < verdict.checked; ++i) {
    if (i >= goldens.size()) {
      differs(outcomes[i].name + ": not recorded");
    } else if (i >= outcomes.size() || outcomes[i].name != goldens[i].name) {
      differs(std::string(goldens[i].name) + ": recorded, but not in the golden set");
    } else {
      const std::string_view wanted = is_fused(level.isa) ? goldens[i].fused : goldens[i].separate;
      if (outcomes[i].text != wanted) {
        differs(outcomes[i].name + ": " + outcomes[i].text + ", recorded " + std::string(wanted));
      }
    }
  }
  return verdict;
}

}  // namespace adaline::goldens
