#include "cli/plan.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/json_text.hpp"
#include "cli/output.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "kernels/dispatch/microarchitecture.hpp"
#include "kernels/drivers/plan_names.hpp"

namespace adaline::cli {
namespace {

using kernels::Residence;
using kernels::Tuning;

struct Plan {
  std::string_view strategy;
  std::uint32_t prefetch_distance;

  bool operator==(const Plan&) const = default;
};

struct Range {
  std::size_t first;
  std::size_t last;
  Plan plan;
};

using Planner = std::function<Plan(std::size_t features, Residence residence, const Tuning& tuning)>;

template <class P>
Plan named(const P& plan) {
  return {to_string(plan.strategy), plan.prefetch_distance};
}

struct Planned {
  std::string_view kernels;
  Planner plan;
};

// The kernels over samples.
template <class T>
std::vector<Planned> planned_kernels() {
  return {
      {"predict, squared_loss",
       [](std::size_t d, Residence where, const Tuning& tuning) {
         return named(kernels::plan_rows(d * sizeof(T), d, where, tuning.rows));
       }},
      {"residual_gradient",
       [](std::size_t d, Residence where, const Tuning& tuning) {
         return named(kernels::plan_gradient(d * sizeof(T), d, where, tuning.gradient));
       }},
      {"online_epoch",
       [](std::size_t d, Residence where, const Tuning& tuning) {
         return named(
             kernels::plan_online(d * sizeof(T), d, kernels::online_block_rows<T>(d), where, tuning.online));
       }},
  };
}

// Longer rows than any border of a table.
constexpr std::size_t most_features = 100'000;

std::vector<Range> ranges_of(const Planner& planner, Residence where, const Tuning& tuning) {
  std::vector<Range> ranges;
  for (std::size_t d = 1; d <= most_features; ++d) {
    const Plan plan = planner(d, where, tuning);
    if (ranges.empty() || !(ranges.back().plan == plan)) ranges.push_back({d, d, plan});
    ranges.back().last = d;
  }
  return ranges;
}

constexpr Residence residences[] = {Residence::first_cache, Residence::outer_cache, Residence::memory};

// "9..15", and "1025.." for the last one.
std::string features_of(const Range& range) {
  if (range.last == most_features) return std::to_string(range.first) + "..";
  if (range.last == range.first) return std::to_string(range.first);
  return std::to_string(range.first) + ".." + std::to_string(range.last);
}

template <class T>
void print_text(std::string_view type, const Tuning& tuning) {
  for (const Planned& planned : planned_kernels<T>()) {
    print("\n{} of {}\n", planned.kernels, type);
    print("  {:<12} {:>13}  {}\n", "samples in", "features", "strategy");
    for (const Residence where : residences) {
      std::string_view name = to_string(where);
      for (const Range& range : ranges_of(planned.plan, where, tuning)) {
        print("  {:<12} {:>13}  {}", name, features_of(range), range.plan.strategy);
        if (range.plan.prefetch_distance > 0) print(", asks {} bytes ahead", range.plan.prefetch_distance);
        print("\n");
        name = "";
      }
    }
  }
}

template <class T>
nlohmann::ordered_json json_of(const Tuning& tuning) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Planned& planned : planned_kernels<T>()) {
    for (const Residence where : residences) {
      for (const Range& range : ranges_of(planned.plan, where, tuning)) {
        nlohmann::ordered_json line = {
            {"kernels", planned.kernels}, {"samples_in", to_string(where)}, {"first_features", range.first}};
        if (range.last < most_features) line["last_features"] = range.last;
        line["strategy"] = range.plan.strategy;
        line["prefetch_distance"] = range.plan.prefetch_distance;
        all.push_back(std::move(line));
      }
    }
  }
  return all;
}

}  // namespace

void print_plans(bool as_json) {
  const kernels::Level& level = kernels::active_level();
  const Tuning& tuning = level.tuning;
  const bool has_plans = level.isa != Isa::scalar;  // the definition goes its one way
  if (as_json) {
    nlohmann::ordered_json object = {{"used", to_string(level.isa)},
                                     {"microarchitecture", to_string(kernels::microarchitecture())},
                                     {"tuning", to_string(tuning.microarchitecture)},
                                     {"first_cache_bytes", tuning.caches.first_cache},
                                     {"all_caches_bytes", tuning.caches.all_caches}};
    object["float"] = has_plans ? json_of<float>(tuning) : nlohmann::ordered_json::array();
    object["double"] = has_plans ? json_of<double>(tuning) : nlohmann::ordered_json::array();
    if (has_plans) {
      object["accumulate_moments"] = {{"block_rows", tuning.moments.block_rows},
                                      {"block_panels", tuning.moments.block_panels}};
    }
    print("{}\n", json_text(object));
    return;
  }
  print("level: {}\ntuning: {} (this CPU: {})\n", to_string(level.isa), to_string(tuning.microarchitecture),
        to_string(kernels::microarchitecture()));
  if (!has_plans) {
    print("The level scalar is the definition, which has one way for everything.\n");
    return;
  }
  print("Samples of up to {} KiB count as in the first cache, of up to {} MiB as in an outer one.\n",
        tuning.caches.first_cache >> 10U, tuning.caches.all_caches >> 20U);
  print_text<float>("float", tuning);
  print_text<double>("double", tuning);
  // The same wherever samples lie, and for both types.
  print("\naccumulate_moments of float and double\n");
  print("  blocks of {} rows, {} panels of columns in the second cache\n", tuning.moments.block_rows,
        tuning.moments.block_panels);
  print("\nPlans change speed alone: every one of them gives the same bits.\n");
}

}  // namespace adaline::cli
