// AVX-512 F, BW, CD, DQ and VL.
#include "../vectorised.hpp"
#include "half_of_avx2.hpp"

namespace adaline::kernels {
namespace {

struct HalfOfAvx512 {
  using Registers = xsimd::fma3<xsimd::avx2>;
  static constexpr bool fused = true;
  using Half = HalfOfAvx2;
};
struct Avx512 {
  using Registers = xsimd::avx512bw;
  static constexpr bool fused = true;
  using Half = HalfOfAvx512;
};

}  // namespace

extern const Level kernels_avx512;
constinit const Level kernels_avx512 = vectorised_level<Avx512>(Isa::avx512);

}  // namespace adaline::kernels
