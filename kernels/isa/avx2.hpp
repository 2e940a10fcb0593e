// AVX2 with FMA.
#include "../vectorised.hpp"
#include "half_of_avx2.hpp"

namespace adaline::kernels {
namespace {

struct Avx2 {
  using Registers = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;
};

}  // namespace

extern const Level kernels_avx2;
constinit const Level kernels_avx2 = vectorised_level<Avx2>(Isa::avx2);

}  // namespace adaline::kernels
