#include "goldens/verify.hpp"

#include <algorithm>
#include <vector>

namespace adaline::goldens {

Verdict verify(const kernels::Level& level, std::span<const Recorded> goldens) {
  return compare(outcomes_of(level), is_fused(level.isa), goldens);
}

Verdict compare(std::span<const Outcome> outcomes, bool fused, std::span<const Recorded> goldens) {
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
      const std::string_view wanted = fused ? goldens[i].fused : goldens[i].separate;
      if (outcomes[i].text != wanted) {
        differs(outcomes[i].name + ": " + outcomes[i].text + ", recorded " + std::string(wanted));
      }
    }
  }
  return verdict;
}

}  // namespace adaline::goldens
