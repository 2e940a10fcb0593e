// The definition itself, compiled: an oracle where there is something faster, the fallback elsewhere.
#pragma once

#include "kernels/definition/micro_kernels.hpp"

namespace adaline::kernels {
namespace {

using Target = definition::Fused;

constexpr TuningTables tunings{};  // nothing to choose

template <class Arithmetic, class T>
constexpr LevelPart<T> level_part(const TuningTables& tables) {
  return {sizeof(double), {}, tables, definition::micro_kernels<Arithmetic, T>()};
}

}  // namespace
}  // namespace adaline::kernels
