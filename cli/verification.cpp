#include "cli/verification.hpp"

#include <nlohmann/json.hpp>

#include <string_view>
#include <vector>

#include "cli/errors.hpp"
#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "kernels/definition/order.hpp"
#include "kernels/dispatch/dispatch.hpp"

namespace adaline::cli {
namespace {

bool is_same(const CheckedLevel& level) { return level.verdict.different == 0; }

std::string_view family(const CheckedLevel& level) { return is_fused(level.isa) ? "fused" : "separate"; }

void print_text(const std::vector<CheckedLevel>& levels) {
  print("adaline {}, numerics version {}\n\n", version(), kernels::numerics_version);
  print("{:<8} {:<9} {:>7} {:>9}  {}\n", "level", "family", "checked", "different", "verdict");
  for (const CheckedLevel& level : levels) {
    print("{:<8} {:<9} {:>7} {:>9}  {}\n", to_string(level.isa), family(level), level.verdict.checked,
          level.verdict.different, is_same(level) ? "the recorded bits" : "OTHER BITS");
  }
}

void print_json(const std::vector<CheckedLevel>& levels) {
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const CheckedLevel& level : levels) {
    nlohmann::ordered_json row = {{"name", to_string(level.isa)},
                                  {"family", family(level)},
                                  {"checked", level.verdict.checked},
                                  {"different", level.verdict.different}};
    if (!is_same(level)) row["first_difference"] = level.verdict.first_difference;
    rows.push_back(std::move(row));
  }
  const nlohmann::ordered_json object = {
      {"version", version()}, {"numerics_version", kernels::numerics_version}, {"levels", std::move(rows)}};
  print("{}\n", json_text(object));
}

}  // namespace

std::vector<CheckedLevel> check_levels() {
  std::vector<CheckedLevel> levels;
  for (const kernels::Level* level : kernels::runnable_levels()) {
    levels.push_back({level->isa, goldens::verify(*level)});
  }
  return levels;
}

void report_levels(const std::vector<CheckedLevel>& levels, bool json) {
  json ? print_json(levels) : print_text(levels);
  for (const CheckedLevel& level : levels) {
    if (is_same(level)) continue;
    throw Error(ExitCode::failure, fmt::format("{} does not give the recorded bits: {}", to_string(level.isa),
                                               level.verdict.first_difference));
  }
}

}  // namespace adaline::cli
