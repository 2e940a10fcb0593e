#include "goldens/cases/plans.hpp"

#include <algorithm>

#include "kernels/drivers/plan_names.hpp"

namespace adaline::cases {
namespace {

constexpr std::uint32_t some_distance = 8192;

std::vector<kernels::RowPlan> row_plans(const kernels::Abilities& able, std::size_t features,
                                        std::size_t row_bytes) {
  using enum kernels::RowStrategy;
  if (features <= kernels::narrow_features) return {{across_samples, 0}};
  std::vector<kernels::RowPlan> plans = {{row_by_row, 0}, {row_by_row, some_distance}};
  if (able.tiles && row_bytes <= kernels::chunk_bytes) {
    for (const kernels::RowStrategy strategy : {tiles, in_order}) {
      plans.push_back({strategy, 0});
      plans.push_back({strategy, some_distance});
    }
  }
  return plans;
}

std::vector<kernels::GradientPlan> gradient_plans(const kernels::Abilities& able, std::size_t features,
                                                  std::size_t row_bytes) {
  using enum kernels::GradientStrategy;
  if (features <= kernels::narrow_features) return {{across_samples, 0}};
  if (row_bytes <= kernels::most_bytes_in_parts) {
    std::vector<kernels::GradientPlan> plans = {{four_parts, 0}, {four_parts, some_distance}};
    if (able.tiles) plans.push_back({four_parts_in_order, 0});
    return plans;
  }
  std::vector<kernels::GradientPlan> plans = {{two_steps, 0}};
  if (row_bytes > kernels::chunk_bytes) return plans;
  if (able.tiles) plans.push_back({two_steps_in_order, 0});
  if (able.most_rows_of_gradient_sweep >= 4) plans.push_back({sweep_of_four, 0});
  if (able.most_rows_of_gradient_sweep >= 8) plans.push_back({sweep_of_eight, 0});
  return plans;
}

std::vector<kernels::OnlinePlan> online_plans(const kernels::Abilities& able, std::size_t features,
                                              std::size_t row_bytes, std::size_t block_rows) {
  using enum kernels::OnlineStrategy;
  if (features <= kernels::narrow_features) return {{across_samples, 0}};
  std::vector<kernels::OnlinePlan> plans = {{one_by_one, 0}};
  if (!able.gram_ahead) return plans;
  if (block_rows > able.most_rows_of_online_sweep) {
    plans.push_back({gram_ahead, 0});
    plans.push_back({gram_ahead, some_distance});
    return plans;
  }
  if (row_bytes > kernels::chunk_bytes) return {{one_by_one, 0}, {sweep_no_prefetch, 0}};
  plans.push_back({sweep, 0});
  plans.push_back({sweep, some_distance});
  plans.push_back({sweep_in_order, 0});
  if (block_rows == 2) plans.push_back({sweep_no_prefetch, 0});
  return plans;
}

// Blocks of a chunk's rows and of columns, beside those of the tuning.
std::vector<kernels::MomentsTuning> moments_plans() {
  return {{.block_rows = 8, .block_panels = 1},
          {.block_rows = 40, .block_panels = 2},
          {.block_rows = 1024, .block_panels = 5}};
}

}  // namespace

std::vector<Plans> all_plans(const kernels::Level& level, std::size_t features, std::size_t element_size,
                             std::size_t block_rows) {
  const std::size_t row_bytes = features * element_size;
  const auto rows = row_plans(level.abilities, features, row_bytes);
  const auto gradient = gradient_plans(level.abilities, features, row_bytes);
  const auto online = online_plans(level.abilities, features, row_bytes, block_rows);
  const auto moments = moments_plans();
  std::vector<Plans> all;
  for (std::size_t i = 0; i < std::max({rows.size(), gradient.size(), online.size(), moments.size()}); ++i) {
    all.push_back({rows[i % rows.size()], gradient[i % gradient.size()], online[i % online.size()],
                   moments[i % moments.size()]});
  }
  return all;
}

std::string description(const Plans& plans) {
  std::string text = "rows ";
  text.append(to_string(plans.rows.strategy)).append(", gradient ").append(to_string(plans.gradient.strategy));
  text.append(", online ").append(to_string(plans.online.strategy));
  for (const std::uint32_t distance :
       {plans.rows.prefetch_distance, plans.gradient.prefetch_distance, plans.online.prefetch_distance}) {
    text.append(", prefetch ").append(std::to_string(distance));
  }
  text.append(", moments in blocks of ").append(std::to_string(plans.moments.block_rows));
  return text;
}

}  // namespace adaline::cases
