#include "kernels/dispatch/microarchitecture.hpp"

#include <stdexcept>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace adaline::kernels {

Microarchitecture microarchitecture() {
#if defined(__x86_64__)
  unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
  if (__get_cpuid(0, &eax, &ebx, &ecx, &edx) == 0) return Microarchitecture::generic;
  const bool is_amd = ebx == signature_AMD_ebx && ecx == signature_AMD_ecx && edx == signature_AMD_edx;
  const bool is_intel = ebx == signature_INTEL_ebx && ecx == signature_INTEL_ecx && edx == signature_INTEL_edx;
  if (__get_cpuid(1, &eax, &ebx, &ecx, &edx) == 0) return Microarchitecture::generic;
  // Family and model with their extensions, as both makers' manuals define them.
  const unsigned base_family = eax >> 8U & 0xFU;
  const unsigned family = base_family + (base_family == 0xFU ? eax >> 20U & 0xFFU : 0U);
  const unsigned model = (eax >> 4U & 0xFU) | (eax >> 12U & 0xF0U);
  if (is_amd && family == 0x1A) return Microarchitecture::zen5;
  // Family 0x19 is Zen 3 as well: models 0x00 to 0x0F, 0x20 to 0x5F.
  if (is_amd && family == 0x19 && ((model >= 0x10 && model <= 0x1F) || model >= 0x60)) {
    return Microarchitecture::zen4;
  }
  // Sapphire Rapids and Emerald Rapids.
  if (is_intel && family == 6 && (model == 0x8F || model == 0xCF)) return Microarchitecture::golden_cove;
#endif
  return Microarchitecture::generic;
}

std::string_view to_string(Microarchitecture microarchitecture) {
  switch (microarchitecture) {
    case Microarchitecture::generic:
      return "generic";
    case Microarchitecture::zen4:
      return "Zen 4";
    case Microarchitecture::zen5:
      return "Zen 5";
    case Microarchitecture::golden_cove:
      return "Golden Cove";
  }
  throw std::invalid_argument("microarchitecture: " + std::to_string(static_cast<int>(microarchitecture)) +
                              " is none");
}

}  // namespace adaline::kernels
