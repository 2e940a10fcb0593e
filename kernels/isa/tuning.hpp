// The numbers of a level that change its speed and no bit.
#pragma once

#include <array>

#include "kernels/gradient/plan.hpp"
#include "kernels/moments/plan.hpp"
#include "kernels/online/plan.hpp"
#include "kernels/rows/plan.hpp"

namespace adaline::kernels {

// CPUs for which some level has a table of its own; `generic` is every other one.
enum class Microarchitecture : std::uint8_t { generic, zen4, zen5, golden_cove };

struct Tuning {
  Microarchitecture microarchitecture = Microarchitecture::generic;
  CacheTuning caches = {};
  RowTuning rows = {};
  GradientTuning gradient = {};
  OnlineTuning online = {};
  MomentsTuning moments = {};
};

// The tables of a level; the first is the generic one.
using TuningTables = std::array<Tuning, 3>;

// That of the microarchitecture, if there is one, else the generic one.
constexpr const Tuning& tuning_for(const TuningTables& tables, Microarchitecture microarchitecture) {
  for (const Tuning& tuning : tables) {
    if (tuning.microarchitecture == microarchitecture) return tuning;
  }
  return tables.front();
}

}  // namespace adaline::kernels
