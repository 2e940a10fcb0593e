// The 64-bit Arm baseline.
#include "../vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Neon {
  using Registers = xsimd::neon64;
  static constexpr bool fused = true;
};

}  // namespace

extern const Level kernels_neon;
constinit const Level kernels_neon = vectorised_level<Neon>(Isa::neon);

}  // namespace adaline::kernels
