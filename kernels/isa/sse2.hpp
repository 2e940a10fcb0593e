// The x86-64 baseline: no fused multiply-add, so a family of its own.
#include "../vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Sse2 {
  using Registers = xsimd::sse2;
  static constexpr bool fused = false;
};

}  // namespace

extern const Level kernels_sse2;
constinit const Level kernels_sse2 = vectorised_level<Sse2>(Isa::sse2);

}  // namespace adaline::kernels
