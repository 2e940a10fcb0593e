#include "contenders.hpp"

#include "kernels/dispatch.hpp"

namespace adaline::bench {

#define ADALINE_BASELINE(name) extern const kernels::Level baseline_##name;
#include "baselines.inc"
#undef ADALINE_BASELINE

namespace {

const kernels::Level* const baselines[] = {
#define ADALINE_BASELINE(name) &baseline_##name,
#include "baselines.inc"
#undef ADALINE_BASELINE
};

}  // namespace

std::vector<Contender> contenders() {
  std::vector<Contender> found;
  for (const kernels::Level* level : kernels::runnable_levels()) {
    found.push_back({std::string(to_string(level->isa)), level});
  }
  for (const kernels::Level* baseline : baselines) {
    if (!kernels::is_supported(baseline->isa)) continue;
    const bool plain = baseline->isa == Isa::scalar;
    found.push_back({plain ? "plain" : "compiler-" + std::string(to_string(baseline->isa)), baseline});
  }
  return found;
}

}  // namespace adaline::bench
