// `adaline cpu`: which level is used, and why.
#include <adaline/cpu.hpp>

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <memory>

#include "cli/arguments.hpp"
#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "cli/plan.hpp"
#include "cli/verification.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::cli {
namespace {

// Whether the environment chose the level; an empty value is none.
bool is_chosen_by_environment() {
  const char* const value = std::getenv("ADALINE_ISA");
  return value != nullptr && *value != '\0';
}

void print_text() {
  print("used: {} ({})\n", to_string(active_isa()),
        is_chosen_by_environment() ? "ADALINE_ISA" : "default, the fastest that runs here");
  print("detected: {}\n", to_string(detected_isa()));
  print("\nadaline {} holds, slowest first:\n", version());
  for (const kernels::Level* level : kernels::compiled_levels()) {
    print("  {:<8} {:<15} {}\n", to_string(level->isa),
          kernels::is_supported(level->isa) ? "runs here" : "not on this CPU",
          is_fused(level->isa) ? "fused multiply-add" : "separate multiply and add");
  }
  for (const Isa isa : kernels::left_out_levels()) {
    print("  {:<8} not built{}\n", to_string(isa),
          kernels::is_supported(isa) ? ", though this CPU has it" : "");
  }
  print("All fused levels give the same bits.\n");
}

void print_json() {
  nlohmann::ordered_json levels = nlohmann::ordered_json::array();
  for (const kernels::Level* level : kernels::compiled_levels()) {
    levels.push_back({{"name", to_string(level->isa)},
                      {"runs_here", kernels::is_supported(level->isa)},
                      {"fused", is_fused(level->isa)}});
  }
  nlohmann::ordered_json not_built = nlohmann::ordered_json::array();
  for (const Isa isa : kernels::left_out_levels()) not_built.push_back(to_string(isa));
  const nlohmann::ordered_json object = {{"version", version()},
                                         {"detected", to_string(detected_isa())},
                                         {"used", to_string(active_isa())},
                                         {"reason", is_chosen_by_environment() ? "ADALINE_ISA" : "default"},
                                         {"levels", std::move(levels)},
                                         {"levels_not_built", std::move(not_built)}};
  print("{}\n", json_text(object));
}

}  // namespace

Command add_cpu(CLI::App& program) {
  struct Options {
    bool json = false;
    bool verify = false;
    bool plan = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* const command =
      add_command(program, "cpu", "Show which instruction set is detected, which is used, and why");
  CLI::Option* const verify =
      add_flag(*command, "--verify", options->verify,
               "Run the golden set at every level that runs here; fail where a bit is not the recorded one");
  CLI::Option* const plan = add_flag(
      *command, "--plan", options->plan,
      "Print which strategy each kernel takes, by the number of features and by where the samples lie");
  exclude(*verify, *plan);
  add_json_flag(*command, options->json);
  add_footer(*command,
             "The environment variable ADALINE_ISA chooses another level.\n\n"
             "Example:\n  adaline cpu --verify\n  adaline cpu --plan\n  ADALINE_ISA=sse2 adaline cpu");
  return {command, [options] {
            if (options->plan) return print_plans(options->json);
            if (options->verify) return report_levels(check_levels(), options->json);
            options->json ? print_json() : print_text();
          }};
}

}  // namespace adaline::cli
