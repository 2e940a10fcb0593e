#include "bench/peers/blas_levels.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace adaline::bench {
namespace {

struct Names {
  Isa isa;
  std::string_view names;  // each with a space on either side
};

// Those of AVX without AVX2 count as SSE2, and so do those of AMD's FMA before AVX2.
constexpr Names openblas_cores[] = {
    {Isa::sse2,
     " katmai coppermine northwood prescott banias atom core2 penryn dunnington nehalem athlon opteron "
     "opteron_sse3 barcelona nano sandybridge bobcat bulldozer piledriver steamroller excavator "},
    {Isa::avx2, " haswell zen "},
    {Isa::avx512, " skylakex cooperlake sapphirerapids "},
    {Isa::neon,
     " armv8 cortexa53 cortexa55 cortexa57 cortexa72 cortexa73 cortexa76 falkor thunderx thunderx2t99 "
     "thunderx3t110 tsv110 emag8180 neoversen1 vortex ft2000 "},
    {Isa::sve256, " neoversev1 "},
    {Isa::sve512, " armv8sve a64fx "},  // for registers of any length, and for 512 bits
};

constexpr Names blis_configurations[] = {
    {Isa::sse2, " penryn sandybridge bulldozer piledriver steamroller excavator "},
    {Isa::avx2, " haswell zen zen2 zen3 "},
    {Isa::avx512, " skx knl zen4 zen5 "},
    {Isa::neon, " cortexa53 cortexa57 thunderx2 firestorm altra altramax "},
    {Isa::sve512, " armsve a64fx "},
};

template <std::size_t count>
Isa level_of(std::string_view name, const Names (&list)[count]) {
  std::string wanted(name.size() + 2, ' ');
  std::ranges::transform(name, wanted.begin() + 1,
                         [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  for (const Names& entry : list) {
    if (entry.names.find(wanted) != std::string_view::npos) return entry.isa;
  }
  return Isa::scalar;
}

}  // namespace

Isa level_of_openblas(std::string_view core) { return level_of(core, openblas_cores); }
Isa level_of_blis(std::string_view configuration) { return level_of(configuration, blis_configurations); }

// SkylakeX needs no more than the level has. What Cooperlake has besides is for bfloat16: of 4096 floats both
// take 63 ns for a dot and 75 for an axpy on Zen 5, where Haswell and Zen take 126 and 146, and Prescott 254
// and 276.
const char* openblas_core_for(Isa level) {
  switch (level) {
    case Isa::avx2:
      return "Haswell";
    case Isa::avx512:
      return "SkylakeX";
    default:
      return nullptr;
  }
}

}  // namespace adaline::bench
