// Names of levels, and what this CPU grants.
#include <adaline/cpu.hpp>

#include <stdexcept>

#if defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>
#include <sys/prctl.h>
#endif

#include "kernels/dispatch/dispatch.hpp"

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

#if defined(__aarch64__)
namespace {

// How long SVE's registers are here; 0 without SVE, or without another flag that its levels are compiled with.
// Code that was compiled for one length is wrong at any other, also at a longer one. (A thread can ask Linux
// for another length; one that does so must not call kernels.)
std::size_t sve_register_bytes() {
#if defined(__linux__)
  // Armv8.2-A and SVE, with all that the compiler takes to be part of them.
  constexpr unsigned long needed =
      HWCAP_SVE | HWCAP_ATOMICS | HWCAP_CRC32 | HWCAP_ASIMDRDM | HWCAP_FPHP | HWCAP_ASIMDHP;
  if ((getauxval(AT_HWCAP) & needed) != needed) return 0;
  const int length = prctl(PR_SVE_GET_VL);
  return length < 0 ? 0 : static_cast<std::size_t>(length & PR_SVE_VL_LEN_MASK);
#else
  return 0;
#endif
}

}  // namespace
#endif

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
  switch (isa) {
    case Isa::scalar:
    case Isa::neon:  // part of the baseline
      return true;
    case Isa::sve256:
      return sve_register_bytes() == 32;
    case Isa::sve512:
      return sve_register_bytes() == 64;
    default:
      return false;
  }
#else
  return isa == Isa::scalar;
#endif
}

}  // namespace kernels
}  // namespace adaline
