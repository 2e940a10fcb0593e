// Names of levels, and what this CPU grants.
#include <adaline/cpu.hpp>

#include <stdexcept>

#include "dispatch.hpp"

namespace adaline {

std::string_view version() { return ADALINE_VERSION; }

std::string_view to_string(Isa isa) {
  switch (isa) {
    case Isa::scalar:
      return "scalar";
    case Isa::sse2:
      return "sse2";
    case Isa::avx2:
      return "avx2";
    case Isa::avx512:
      return "avx512";
    case Isa::neon:
      return "neon";
    case Isa::sve256:
      return "sve256";
    case Isa::sve512:
      return "sve512";
  }
  throw std::invalid_argument("isa: " + std::to_string(static_cast<int>(isa)) + " is no level");
}

bool is_fused(Isa isa) { return isa != Isa::sse2; }

namespace kernels {

bool is_supported(Isa isa) {
#if defined(__x86_64__)
  // Every flag that the level's file is compiled with (kernels/CMakeLists.txt). The compiler's own
  // detection also asks the operating system (XGETBV).
  __builtin_cpu_init();
  const bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
                    __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
  switch (isa) {
    case Isa::scalar:
    case Isa::sse2:
      return true;
    case Isa::avx2:
      return avx2;
    case Isa::avx512:
      return avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
             __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
             __builtin_cpu_supports("avx512bw");
    default:
      return false;
  }
#elif defined(__aarch64__)
  return isa == Isa::scalar || isa == Isa::neon;  // NEON is part of the baseline
#else
  return isa == Isa::scalar;
#endif
}

}  // namespace kernels
}  // namespace adaline
