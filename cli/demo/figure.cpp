#include "cli/demo/figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace adaline::cli {
namespace {

// Told apart by the color-blind too (Okabe and Ito).
constexpr Color run_colors[] = {0x0072b2, 0xd55e00, 0x009e73};
constexpr Color sample_color = 0x202020;
constexpr Color least_squares_color = 0x707070;

// `share` of the color, the rest white.
Color tint(Color color, double share) {
  Color result = 0;
  for (const int shift : {16, 8, 0}) {
    const double part = (color >> shift) & 0xffU;
    result |= static_cast<Color>(std::lround(255 - share * (255 - part))) << shift;
  }
  return result;
}

Series line_through_origin(std::string name, Mark mark, Color color, double weight) {
  const auto [low, high] = std::minmax_element(notebook::inputs.begin(), notebook::inputs.end());
  return {std::move(name), mark, color, {*low, *high}, {*low * weight, *high * weight}};
}

Series sample_points() {
  return {"samples",
          Mark::points,
          sample_color,
          {notebook::inputs.begin(), notebook::inputs.end()},
          {notebook::targets.begin(), notebook::targets.end()}};
}

// The line at the start, a few times on its way, and at the end, from pale to full color.
Panel moving_line(const Run& run, Color color, const LeastSquares& best) {
  Panel panel{.title = fmt::format("{}: {} steps", run.training.name, run.result.steps),
              .x_label = "x",
              .y_label = "t, w x",
              .key = KeyPlace::bottom_right};
  constexpr std::size_t moves = 6;
  const std::size_t steps = run.weights.size() - 1;
  for (std::size_t move = 0; move <= moves; ++move) {
    const std::size_t step = steps * move * move / (moves * moves);  // the early steps move most
    const bool is_end = move == 0 || move == moves;
    const double share = 0.25 + 0.75 * static_cast<double>(move) / moves;
    panel.series.push_back(line_through_origin(
        is_end ? fmt::format("w = {:.3f}, {}", run.weights[step], move == 0 ? "start" : "end") : "",
        is_end ? Mark::line : Mark::faint_line, tint(color, share), run.weights[step]));
  }
  panel.series.push_back(line_through_origin(fmt::format("w = {:.3f}, least squares", best.weight),
                                             Mark::dashed_line, least_squares_color, best.weight));
  panel.series.push_back(sample_points());
  return panel;
}

Panel loss_by_step(const std::vector<Run>& runs, const LeastSquares& best) {
  Panel panel{.title = "loss by step", .x_label = "step", .y_label = "1/2 sum of (t - w x)^2"};
  std::size_t longest = 0;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    Series series{.name = runs[i].training.name, .color = run_colors[i % std::size(run_colors)]};
    for (std::size_t step = 0; step < runs[i].losses.size(); ++step) {
      series.x.push_back(static_cast<double>(step));
      series.y.push_back(runs[i].losses[step]);
    }
    longest = std::max(longest, runs[i].losses.size());
    panel.series.push_back(std::move(series));
  }
  panel.series.push_back({"least squares",
                          Mark::dashed_line,
                          least_squares_color,
                          {0, static_cast<double>(longest)},
                          {best.loss, best.loss}});
  return panel;
}

}  // namespace

Figure demo_figure(const std::vector<Run>& runs, const LeastSquares& best) {
  Figure figure{.title = "A linear neuron learns twelve samples"};
  for (std::size_t i = 0; i < runs.size(); ++i) {
    figure.panels.push_back(moving_line(runs[i], run_colors[i % std::size(run_colors)], best));
  }
  figure.panels.push_back(loss_by_step(runs, best));
  return figure;
}

}  // namespace adaline::cli
