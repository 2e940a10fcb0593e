// Which instruction set the kernels use, and how to choose another.
#pragma once

#include <span>
#include <string_view>

namespace adaline {

// A level: one instruction set that the kernels were compiled for.
//   scalar   plain code, one std::fma for each multiply-add; the definition, compiled. Anywhere.
//   sse2     the x86-64 baseline; without fused multiply-add, so its bits are a family of its own
//   avx2     AVX2, FMA, BMI1 and BMI2
//   avx512   AVX-512 F, BW, CD, DQ and VL
//   neon     the 64-bit Arm baseline
//   sve256, sve512   Arm SVE with registers of exactly that many bits
enum class Isa { scalar, sse2, avx2, avx512, neon, sve256, sve512 };

// The name of a level as written above: "avx2". Throws std::invalid_argument for a value that is no Isa.
std::string_view to_string(Isa isa);

// Whether the level rounds once for each multiply-add. All levels for which this is true return
// identical bits for the same input; so do all levels for which it is false.
bool is_fused(Isa isa);

// The version of the library: "0.1.0".
std::string_view version();

// The levels that this library holds and that this CPU and its operating system can run, slowest first. There
// is at least one. The list stays as it is until the process ends.
std::span<const Isa> runnable_isas();

// The fastest of runnable_isas().
Isa detected_isa();

// The level that the kernels use: the detected one, or the one that the environment variable ADALINE_ISA
// names, or the one given to set_isa(). The environment is read once, at the first use of any kernel.
// Throws std::invalid_argument, at every call until it is mended, when ADALINE_ISA names no level or one
// that cannot run here; so does every kernel.
Isa active_isa();

// Uses `isa` from now on. A trainer that is running keeps the level it began with. Thread-safe.
// Throws std::invalid_argument, and changes nothing, when `isa` is not among runnable_isas().
void set_isa(Isa isa);

}  // namespace adaline
