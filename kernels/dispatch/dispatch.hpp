// Which level is in use.
#pragma once

#include <atomic>
#include <span>

#include "kernels/dispatch/table.hpp"

namespace adaline::kernels {

// The levels that were compiled into the library, slowest first.
std::span<const Level* const> compiled_levels();

// The levels of the same architecture that the build left out (ADALINE_LEVELS of CMake), slowest first.
std::span<const Isa> left_out_levels();

// Whether this CPU and its operating system grant every instruction that the level was compiled with.
bool is_supported(Isa isa);

// Those of compiled_levels() that can run here.
std::span<const Level* const> runnable_levels();

// Null until somebody asks for it; for active_level() alone.
extern std::atomic<const Level*> level_in_use;
const Level& resolve_level();

// The level in use, resolved at the first call. Throws as active_isa() does. In line: a call would be a third
// of the way to a kernel (a dot of 12 floats 4.1 -> 3.2 ns, Zen 5).
inline const Level& active_level() {
  const Level* const level = level_in_use.load(std::memory_order_acquire);
  return level != nullptr ? *level : resolve_level();
}

// Puts a level in use without asking whether it can run; a null pointer makes the next use resolve it
// anew. set_isa() is built on it, and tests put a recording level in.
void use_level(const Level* level);

}  // namespace adaline::kernels
