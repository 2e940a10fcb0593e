// Arm's scalable vectors, where they are 512 bits long.
#include "../vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Sve512 {
  using Registers = xsimd::sve;
  static constexpr bool fused = true;
};

}  // namespace

extern const Level kernels_sve512;
constinit const Level kernels_sve512 = vectorised_level<Sve512>(Isa::sve512);

}  // namespace adaline::kernels
