// Which level is in use: one atomic pointer, resolved at the first use.
#include "kernels/dispatch/dispatch.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>

#include "kernels/dispatch/microarchitecture.hpp"

namespace adaline {
namespace kernels {

#define ADALINE_LEVEL(name)                             \
  extern const LevelPart<float> kernels_##name##_float; \
  extern const LevelPart<double> kernels_##name##_double;
#include "levels.inc"
#undef ADALINE_LEVEL

namespace {

Level make_level(Isa isa, const LevelPart<float>& of_float, const LevelPart<double>& of_double) {
  return {isa,
          of_float.register_bytes,
          of_float.table,
          of_double.table,
          of_float.abilities,
          tuning_for(of_float.tunings, microarchitecture())};
}

// Made at the first use, as the parts are constants of other files.
#define ADALINE_LEVEL(name) make_level(Isa::name, kernels_##name##_float, kernels_##name##_double),
const auto& levels() {
  static const auto all = std::to_array<Level>({
#include "levels.inc"
  });
  return all;
}
#undef ADALINE_LEVEL

constexpr std::initializer_list<Isa> left_out = {
#define ADALINE_LEVEL(name) Isa::name,
#include "levels_left_out.inc"
#undef ADALINE_LEVEL
};

struct LevelList {
  std::array<const Level*, std::tuple_size_v<std::remove_cvref_t<decltype(levels())>>> level{};
  std::size_t count = 0;

  explicit LevelList(bool (*belongs)(Isa)) {
    for (const Level& each : levels()) {
      if (belongs(each.isa)) level[count++] = &each;
    }
  }
  std::span<const Level* const> span() const { return {level.data(), count}; }
};

std::span<const Isa> isas_of_runnable_levels() {
  static const auto isas = [] {
    std::array<Isa, std::tuple_size_v<std::remove_cvref_t<decltype(levels())>>> all{};
    std::ranges::transform(runnable_levels(), all.begin(), &Level::isa);
    return all;
  }();
  return {isas.data(), runnable_levels().size()};
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

}  // namespace

constinit std::atomic<const Level*> level_in_use{nullptr};

std::span<const Level* const> compiled_levels() {
  static const LevelList compiled([](Isa) { return true; });
  return compiled.span();
}

std::span<const Level* const> runnable_levels() {
  static const LevelList runnable(is_supported);
  return runnable.span();
}

std::span<const Isa> left_out_levels() { return left_out; }

const Level& resolve_level() {
  const Level* const resolved = resolve();
  // Of several threads here at once the first wins; a set_isa() in between wins over all.
  const Level* level = nullptr;
  if (level_in_use.compare_exchange_strong(level, resolved, std::memory_order_acq_rel)) level = resolved;
  return *level;
}

void use_level(const Level* level) { level_in_use.store(level, std::memory_order_release); }

}  // namespace kernels

std::span<const Isa> runnable_isas() { return kernels::isas_of_runnable_levels(); }

Isa detected_isa() { return kernels::runnable_levels().back()->isa; }

Isa active_isa() { return kernels::active_level().isa; }

void set_isa(Isa isa) {
  const std::string_view name = to_string(isa);
  const kernels::Level* const level = kernels::find_level(name);
  if (level == nullptr) kernels::refuse("set_isa", name);
  kernels::use_level(level);
}

}  // namespace adaline
