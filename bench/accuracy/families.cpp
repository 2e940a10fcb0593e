#include "bench/accuracy/families.hpp"

#include <adaline/cpu.hpp>

#include "bench/peers/peers.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::bench {

std::array<Family, 3> families() {
  std::optional<Implementation> fused;
  std::optional<Implementation> separate;
  // The fastest of each comes last.
  for (const kernels::Level* level : kernels::runnable_levels()) {
    (is_fused(level->isa) ? fused : separate) = Implementation(*level);
  }
  std::optional<Implementation> openblas;
  if (peers().openblas != nullptr) openblas = Implementation(*peers().openblas);
  return {{{"fused", fused}, {"separate", separate}, {"OpenBLAS", openblas}}};
}

}  // namespace adaline::bench
