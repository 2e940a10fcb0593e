// AVX-512 F, BW, CD, DQ and VL.
#include "../vectorised.hpp"

namespace adaline::kernels {
namespace {

struct Avx512 {
  using Registers = xsimd::avx512bw;
  static constexpr bool fused = true;
};

}  // namespace

extern const Level kernels_avx512;
constinit const Level kernels_avx512 = vectorised_level<Avx512>(Isa::avx512);

}  // namespace adaline::kernels
