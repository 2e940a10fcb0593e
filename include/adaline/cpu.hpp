/// @file
/// Which instruction set the kernels use, and how to choose another one.
///
/// All functions here are thread-safe and take O(1) time once the CPU has been asked, which happens at the
/// first call.
#pragma once

#include <span>
#include <string_view>

namespace adaline {

/// A level: an instruction set that the kernels are compiled for. The enumerators of one architecture are in
/// order of speed.
enum class Isa {
  scalar,  ///< Plain code with a std::fma for each multiply-add: the definition, compiled. For every CPU.
  sse2,    ///< The x86-64 baseline. It has no fused multiply-add, so its bits are a family of their own.
  avx2,    ///< AVX2, FMA, BMI1 and BMI2.
  avx512,  ///< AVX-512 F, BW, CD, DQ and VL, and all that avx2 needs.
  neon,    ///< The 64-bit Arm baseline.
  sve256,  ///< Arm SVE with registers of exactly 256 bits.
  sve512   ///< Arm SVE with registers of exactly 512 bits.
};

/// Returns the name of a level, as it is written in Isa: "avx2". The text lives as long as the process.
///
/// - Errors: std::invalid_argument for a value that is none of the enumerators.
std::string_view to_string(Isa isa);

/// Returns whether the level rounds once for each multiply-add. All levels for which this is true return
/// identical bits for the same input, and so do all levels for which it is false (see docs/cpus.md). It throws
/// nothing.
bool is_fused(Isa isa);

/// Returns the version of the library: "0.2.0". The text lives as long as the process. It throws nothing.
std::string_view version();

/// Returns the levels that this library holds and that this CPU and its operating system can run, slowest
/// first. There is at least one. The list lives as long as the process and does not change. It throws nothing.
std::span<const Isa> runnable_isas();

/// Returns the fastest level of runnable_isas(). It throws nothing.
Isa detected_isa();

/// Returns the level that the kernels use: the one given to set_isa(), else the one that the environment
/// variable ADALINE_ISA names, else detected_isa(). An empty variable counts as none.
///
/// - Errors: std::invalid_argument when ADALINE_ISA names no level, or one that cannot run here. This function
///   and every kernel throw it at each call until the variable is mended or set_isa() is called.
/// - Threads: the environment is read at the first use of any kernel, and not again once that has succeeded. As
///   with std::getenv, no other thread may change the environment at that moment.
Isa active_isa();

/// Makes the kernels of all threads use `isa` from now on. A call of a kernel that is running keeps the level
/// that it began with, and so do the epochs of a train() that is running.
///
/// - Errors: std::invalid_argument when `isa` is not among runnable_isas(). Then nothing changes.
void set_isa(Isa isa);

}  // namespace adaline
