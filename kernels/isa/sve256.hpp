// Arm's scalable vectors, where they are 256 bits long.
#include "../vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Sve256 {
  using Registers = xsimd::sve;
  static constexpr bool fused = true;
};

}  // namespace

extern const Level kernels_sve256;
constinit const Level kernels_sve256 = vectorised_level<Sve256>(Isa::sve256);

}  // namespace adaline::kernels
