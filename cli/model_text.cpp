#include "cli/model_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "cli/json_text.hpp"
#include "cli/verdict.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

std::string count(std::size_t n, std::string_view noun) {
  return fmt::format("{} {}{}", n, noun, n == 1 ? "" : "s");
}

std::string digits(double value) { return fmt::format("{:.6g}", value); }

std::string rate_of(const io::TrainingRecord& training) {
  if (!training.automatic_rate) return fmt::format("{}", training.learning_rate);
  // Those of steps on a part of the samples go down.
  return digits(training.learning_rate) +
         (training.method == "batch" ? " (automatic)" : " and less (automatic)");
}

std::string describe_method(const io::TrainingRecord& training) {
  std::string text = training.method;
  if (training.batch_size) {
    text += fmt::format(" of {}{}", *training.batch_size,
                        training.keep_last_batch ? " (a shorter last one too)" : "");
  }
  text +=
      fmt::format(", learning rate {}, at most {}", rate_of(training), count(training.epoch_limit, "epoch"));
  if (training.shuffle == "each") text += fmt::format(", shuffled each time (seed {})", training.seed);
  if (training.shuffle == "once") text += fmt::format(", shuffled once (seed {})", training.seed);
  if (training.stop_delta > 0) text += fmt::format(", until deltas are under {}", training.stop_delta);
  if (!training.learn_bias) text += ", no bias";
  return text;
}

// Columns as wide as their widest cell is on a terminal; the first one to the left, numbers to the right.
std::string table(std::vector<std::vector<std::string>> rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      row[c] = io::visible(row[c]);
      widths[c] = std::max(widths[c], io::columns_of(row[c]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::string blanks(widths[c] - io::columns_of(row[c]), ' ');
      text += c == 0 ? row[c] + blanks : "  " + blanks + row[c];
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string describe_r2(const std::optional<double>& r2) {
  return r2 ? digits(*r2) : "none: all targets are equal";
}

std::string describe_training(const io::Model& model) {
  std::string text;
  const auto line = [&text](std::string_view name, const std::string& value) {
    fmt::format_to(std::back_inserter(text), "{:<9} {}\n", name, io::visible(value));
  };
  line("target", fmt::format("{} from {}{}, {}", model.target, model.standardization ? "standardized " : "",
                             count(model.features.size(), "feature"), model.type));
  if (!model.training) return text;
  const io::TrainingRecord& training = *model.training;
  line("samples", fmt::format("{}", training.samples));
  line("method", describe_method(training));
  line("stopped", fmt::format("{}, after {} and {}", training.stop_reason, count(training.epochs, "epoch"),
                              count(training.steps, "step")));
  line("loss", fmt::format("{} (1/2 sum of squared errors)", digits(training.loss)));
  line("RMSE", digits(training.rmse));
  line("R2", describe_r2(training.r2));
  line("kernels", fmt::format("{}, adaline {}", training.level, training.adaline));
  return text;
}

std::string describe_weights(const io::Model& model) {
  const bool is_standardized = model.standardization.has_value();
  const io::LinearFunction in_units = model.function();
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& name, double trained, double in_data_units) {
    rows.push_back({name, digits(trained)});
    if (is_standardized) rows.back().push_back(digits(in_data_units));
  };
  rows.push_back({"feature", is_standardized ? "standardized" : "weight"});
  if (is_standardized) rows.back().emplace_back("in its own unit");
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    add(model.features[j], model.weights[j], in_units.weights[j]);
  }
  // Where all features are at their means.
  const double target_mean = is_standardized ? model.standardization->target_mean : 0;
  add("(bias)", model.bias + target_mean, in_units.bias);
  return table(std::move(rows));
}

nlohmann::ordered_json to_report(const io::Model& model) {
  nlohmann::ordered_json object = io::to_json(model);
  if (model.standardization) {
    const io::LinearFunction in_units = model.function();
    object["weights_in_data_units"] = in_units.weights;
    object["bias_in_data_units"] = in_units.bias;
  }
  if (const std::string text = verdict(model); !text.empty()) object["verdict"] = text;
  return object;
}

std::string report_as_json(const io::Model& model) { return json_text(to_report(model)); }

}  // namespace adaline::cli
