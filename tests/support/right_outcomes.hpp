// What a level of a family gives, without the time that it takes.
#pragma once

#include <string>
#include <vector>

#include "goldens/outcomes.hpp"
#include "goldens/recorded.hpp"

namespace adaline::test {

inline std::vector<goldens::Outcome> right_outcomes(bool fused) {
  std::vector<goldens::Outcome> outcomes;
  for (const goldens::Recorded& golden : goldens::recorded()) {
    outcomes.push_back({std::string(golden.name), std::string(fused ? golden.fused : golden.separate)});
  }
  return outcomes;
}

}  // namespace adaline::test
