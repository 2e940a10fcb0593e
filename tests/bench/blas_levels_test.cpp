#include "bench/peers/blas_levels.hpp"

#include <gtest/gtest.h>

namespace adaline::bench {
namespace {

TEST(BlasLevels, OpenBlasIsJudgedByTheCpuThatItTakesThisOneFor) {
  EXPECT_EQ(level_of_openblas("Prescott"), Isa::sse2);
  EXPECT_EQ(level_of_openblas("Core2"), Isa::sse2);
  EXPECT_EQ(level_of_openblas("Nehalem"), Isa::sse2);
  EXPECT_EQ(level_of_openblas("Sandybridge"), Isa::sse2);  // AVX alone has no fused multiply-add
  EXPECT_EQ(level_of_openblas("Haswell"), Isa::avx2);
  EXPECT_EQ(level_of_openblas("Zen"), Isa::avx2);
  EXPECT_EQ(level_of_openblas("SkylakeX"), Isa::avx512);
  EXPECT_EQ(level_of_openblas("Cooperlake"), Isa::avx512);
  EXPECT_EQ(level_of_openblas("SapphireRapids"), Isa::avx512);
  EXPECT_EQ(level_of_openblas("ARMV8"), Isa::neon);
  EXPECT_EQ(level_of_openblas("neoversen1"), Isa::neon);
  EXPECT_EQ(level_of_openblas("NEOVERSEV1"), Isa::sve256);
  EXPECT_EQ(level_of_openblas("A64FX"), Isa::sve512);
}

TEST(BlasLevels, BlisIsJudgedByItsConfiguration) {
  EXPECT_EQ(level_of_blis("generic"), Isa::scalar);
  EXPECT_EQ(level_of_blis("penryn"), Isa::sse2);
  EXPECT_EQ(level_of_blis("haswell"), Isa::avx2);
  EXPECT_EQ(level_of_blis("zen3"), Isa::avx2);
  EXPECT_EQ(level_of_blis("skx"), Isa::avx512);
  EXPECT_EQ(level_of_blis("firestorm"), Isa::neon);
}

TEST(BlasLevels, ANameThatIsNotKnownIsNotCompared) {
  for (const char* const name : {"", "Zen9", "Has", "Unknown"}) {
    EXPECT_EQ(level_of_openblas(name), Isa::scalar) << name;
    EXPECT_EQ(level_of_blis(name), Isa::scalar) << name;
  }
}

TEST(BlasLevels, WhatOpenBlasIsToldToTakeIsOfThatLevel) {
  for (const Isa isa : {Isa::avx2, Isa::avx512}) EXPECT_EQ(level_of_openblas(openblas_core_for(isa)), isa);
  for (const Isa isa : {Isa::scalar, Isa::sse2, Isa::neon, Isa::sve256, Isa::sve512}) {
    EXPECT_EQ(openblas_core_for(isa), nullptr) << to_string(isa);
  }
}

}  // namespace
}  // namespace adaline::bench
