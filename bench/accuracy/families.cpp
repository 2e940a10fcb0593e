#include "families.hpp"

#include <adaline/cpu.hpp>

#include "bench/peers/peers.hpp"
#include "kernels/dispatch.hpp"

namespace adaline::bench {

std::array<Family, 3> families() {
  const kernels::Level* fused = nullptr;
  const kernels::Level* separate = nullptr;
  // The fastest of each comes last.
  for (const kernels::Level* level : kernels::runnable_levels()) {
    (is_fused(level->isa) ? fused : separate) = level;
  }
  return {{{"fused", fused}, {"separate", separate}, {"OpenBLAS", peers().openblas}}};
}

}  // namespace adaline::bench
