#include "cli/train/figure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace adaline::cli {
namespace {

constexpr std::size_t most_losses = 500;

// Told apart by the color-blind too (Okabe and Ito).
constexpr Color model_color = 0x0072b2;
constexpr Color sample_color = 0x202020;
constexpr Color reference_color = 0x707070;

std::string shown_of_all(const FittedSamples& samples) {
  if (samples.target.size() == samples.all) return fmt::format("{} samples", samples.all);
  return fmt::format("{} of {} samples", samples.target.size(), samples.all);
}

Panel samples_and_line(const FittedSamples& samples, const std::string& feature, const std::string& target) {
  Panel panel{.title = shown_of_all(samples), .x_label = feature, .y_label = target, .key = KeyPlace::top_left};
  panel.series.push_back({"samples", Mark::points, sample_color, samples.feature, samples.target});
  const auto [low, high] = std::ranges::minmax_element(samples.feature);
  const auto prediction_at = [&](auto place) {
    return samples.prediction[static_cast<std::size_t>(place - samples.feature.begin())];
  };
  panel.series.push_back(
      {"model", Mark::line, model_color, {*low, *high}, {prediction_at(low), prediction_at(high)}});
  return panel;
}

Panel predicted_against_true(const FittedSamples& samples, const std::string& target) {
  Panel panel{.title = shown_of_all(samples),
              .x_label = target + ", true",
              .y_label = target + ", predicted",
              .key = KeyPlace::top_left};
  panel.series.push_back({"samples", Mark::points, model_color, samples.target, samples.prediction});
  const auto [low, high] = std::ranges::minmax_element(samples.target);
  panel.series.push_back(
      {"predicted = true", Mark::dashed_line, reference_color, {*low, *high}, {*low, *high}});
  return panel;
}

// The first epochs may be worse by far than all later ones, which would then be a line at the bottom.
bool spans_magnitudes(const Series& series) {
  const auto [low, high] = std::ranges::minmax_element(series.y);
  return *low > 0 && *high > 50 * *low;
}

Panel loss_by_epoch(Series losses) {
  Panel panel{.title = "loss by epoch", .x_label = "epoch", .y_label = "1/2 sum of squared errors"};
  panel.log_y = spans_magnitudes(losses);
  panel.series.push_back(std::move(losses));
  return panel;
}

}  // namespace

void LossHistory::add(double loss) {
  if (epochs_++ % stride_ != 0) return;
  losses_.push_back(loss);
  if (losses_.size() < 2 * most_losses) return;
  for (std::size_t i = 0; i < most_losses; ++i) losses_[i] = losses_[2 * i];
  losses_.resize(most_losses);
  stride_ *= 2;
}

Series LossHistory::series() const {
  // A line needs two points.
  Series series{.name = "", .mark = losses_.size() == 1 ? Mark::points : Mark::line, .color = model_color};
  for (std::size_t i = 0; i < losses_.size(); ++i) {
    series.x.push_back(static_cast<double>(1 + i * stride_));
    series.y.push_back(losses_[i]);
  }
  return series;
}

Figure training_figure(const FittedSamples& samples, const std::vector<std::string>& features,
                       const std::string& target, const LossHistory& losses) {
  Figure figure{.title = fmt::format(
                    "{} from {}", target,
                    features.size() == 1 ? features.front() : fmt::format("{} features", features.size()))};
  figure.panels.push_back(features.size() == 1 ? samples_and_line(samples, features.front(), target)
                                               : predicted_against_true(samples, target));
  figure.panels.push_back(loss_by_epoch(losses.series()));
  return figure;
}

}  // namespace adaline::cli
