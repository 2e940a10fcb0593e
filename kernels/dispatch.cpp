// Which level is in use: one atomic pointer, resolved at the first use.
#include "dispatch.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <stdexcept>
#include <string>

namespace adaline {
namespace kernels {

#define ADALINE_LEVEL(name) extern const Level kernels_##name;
#include "levels.inc"
#undef ADALINE_LEVEL

namespace {

constexpr const Level* compiled[] = {
#define ADALINE_LEVEL(name) &kernels_##name,
#include "levels.inc"
#undef ADALINE_LEVEL
};

struct Runnable {
  std::array<const Level*, std::size(compiled)> level{};
  std::size_t count = 0;
};

Runnable find_runnable() {
  Runnable found;
  for (const Level* level : compiled) {
    if (is_supported(level->isa)) found.level[found.count++] = level;
  }
  return found;
}

// Null if no level of that name can run here.
const Level* find_level(std::string_view name) {
  for (const Level* level : runnable_levels()) {
    if (to_string(level->isa) == name) return level;
  }
  return nullptr;
}

[[noreturn]] void refuse(std::string_view what, std::string_view name) {
  std::string names;
  for (const Level* level : runnable_levels()) {
    if (!names.empty()) names += ", ";
    names += to_string(level->isa);
  }
  throw std::invalid_argument(std::string(what) + ": no level '" + std::string(name) +
                              "' can run here; there are: " + names);
}

const Level* resolve() {
  const char* const name = std::getenv("ADALINE_ISA");
  if (name == nullptr || *name == '\0') return runnable_levels().back();
  const Level* const level = find_level(name);
  if (level == nullptr) refuse("ADALINE_ISA", name);
  return level;
}

constinit std::atomic<const Level*> in_use{nullptr};

}  // namespace

std::span<const Level* const> compiled_levels() { return compiled; }

std::span<const Level* const> runnable_levels() {
  static const Runnable runnable = find_runnable();
  return {runnable.level.data(), runnable.count};
}

const Level& active_level() {
  const Level* level = in_use.load(std::memory_order_acquire);
  if (level == nullptr) [[unlikely]] {
    // Of several threads here at once the first wins; a set_isa() in between wins over all.
    const Level* const resolved = resolve();
    if (in_use.compare_exchange_strong(level, resolved, std::memory_order_acq_rel)) level = resolved;
  }
  return *level;
}

void use_level(const Level* level) { in_use.store(level, std::memory_order_release); }

}  // namespace kernels

std::vector<Isa> runnable_isas() {
  std::vector<Isa> isas;
  for (const kernels::Level* level : kernels::runnable_levels()) isas.push_back(level->isa);
  return isas;
}

Isa detected_isa() { return kernels::runnable_levels().back()->isa; }

Isa active_isa() { return kernels::active_level().isa; }

void set_isa(Isa isa) {
  const std::string_view name = to_string(isa);
  const kernels::Level* const level = kernels::find_level(name);
  if (level == nullptr) kernels::refuse("set_isa", name);
  kernels::use_level(level);
}

}  // namespace adaline
