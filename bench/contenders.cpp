#include "bench/contenders.hpp"

#include <span>

#include "bench/peers/peers.hpp"
#include "bench/short_calls/short_calls.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::bench {

#define ADALINE_BASELINE(name) extern const Rival baseline_##name;
#include "baselines.inc"
#undef ADALINE_BASELINE

#define ADALINE_CMSIS_FORM(name) extern const Rival cmsis_form_##name;
#include "cmsis_form.inc"
#undef ADALINE_CMSIS_FORM

namespace {

// In a vector, as a build may have no level but `scalar`.
std::vector<const Rival*> cmsis_forms() {
  return {
#define ADALINE_CMSIS_FORM(name) &cmsis_form_##name,
#include "cmsis_form.inc"
#undef ADALINE_CMSIS_FORM
  };
}

const Rival* const baselines[] = {
#define ADALINE_BASELINE(name) &baseline_##name,
#include "baselines.inc"
#undef ADALINE_BASELINE
};

// Rivals that exist once for each level.
void add_rivals(std::vector<Contender>& all, std::string_view name, std::span<const Rival* const> rivals,
                Selection selection) {
  for (const Rival* rival : rivals) {
    if (!kernels::is_supported(rival->isa)) continue;
    if (selection == Selection::quick && rival->isa != detected_isa()) continue;
    all.push_back(
        {std::string(name) + "-" + std::string(to_string(rival->isa)), Implementation(*rival), false});
  }
}

// A rival that chooses its level by itself.
void add_library(std::vector<Contender>& all, const char* name, const Rival* rival) {
  if (rival != nullptr && !is_outclassed(*rival)) all.push_back({name, Implementation(*rival), false});
}

void add_with_threads(std::vector<Contender>& all, std::size_t threads) {
  const std::string count = "-" + std::to_string(threads);
  const auto workers = std::make_shared<Workers>(threads);
  all.push_back({.name = "threads" + count,
                 .kernels = Implementation(kernels::active_level(), workers.get()),
                 .is_ours = true,
                 .threads = threads,
                 .workers = workers});
  const Rival* const openblas = peers().openblas;
  if (openblas == nullptr || is_outclassed(*openblas)) return;
  all.push_back({.name = "openblas" + count,
                 .kernels = Implementation(*openblas),
                 .is_ours = false,
                 .threads = threads,
                 .use_threads = peers().use_threads_of_openblas});
}

}  // namespace

std::vector<Contender> contenders(Selection selection) {
  std::vector<Contender> all;
  const auto levels = kernels::runnable_levels();
  for (const kernels::Level* level : levels) {
    const bool is_oracle = level->isa == Isa::scalar && levels.size() > 1;  // a call for each multiply-add
    if (is_oracle && selection == Selection::quick) continue;
    all.push_back({std::string(to_string(level->isa)), Implementation(*level), true, false, !is_oracle});
  }
  all.push_back({"public", Implementation(public_functions), true, true});
  all.push_back({"inlined", Implementation(inlined_loops), false, true});
  const std::span<const Rival* const> loops = baselines;
  all.push_back({"plain", Implementation(*loops.front()), false});
  add_rivals(all, "compiler", loops.subspan(1), selection);
  const auto add_loops = [&](const char* name, const Rival* rival) {
    if (rival != nullptr) all.push_back({name, Implementation(*rival), false});
  };
  add_loops("native", peers().native);
  add_loops("native-clang", peers().native_clang);
  add_loops("by_hand", &by_hand);
  add_library(all, "openblas", peers().openblas);
  add_library(all, "blis", peers().blis);
  add_rivals(all, "eigen", peers().eigen, selection);
  add_rivals(all, "highway", peers().highway, selection);
  add_rivals(all, "cmsis_form", cmsis_forms(), selection);
  add_loops("liquid", peers().liquid);
  for (const std::size_t threads : thread_counts(selection, available_threads())) {
    add_with_threads(all, threads);
  }
  return all;
}

}  // namespace adaline::bench
