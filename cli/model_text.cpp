#include "cli/model_text.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <iterator>
#include <utility>
#include <vector>

#include "cli/json_text.hpp"
#include "cli/text_table.hpp"
#include "cli/verdict.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

std::string rate_of(const io::TrainingRecord& training) {
  if (!training.automatic_rate) return fmt::format("{}", training.learning_rate);
  // Those of steps on a part of the samples go down.
  return six_digits(training.learning_rate) +
         (training.method == "batch" ? " (automatic)" : " and less (automatic)");
}

std::string describe_exact(const io::TrainingRecord& training) {
  std::string text = training.method;
  if (training.solution->ridge > 0) text += fmt::format(", ridge {:.6g}", training.solution->ridge);
  if (!training.learn_bias) text += ", no bias";
  return text;
}

// Of what was solved, and of columns that were divided by their norms.
std::string describe_condition(const io::Model& model, const io::SolutionRecord& solution) {
  const std::string condition = solution.condition ? fmt::format("{:.3g}", *solution.condition) : "infinite";
  return fmt::format("{}, rank {} of {}", condition, solution.rank, model.features.size());
}

std::string describe_method(const io::TrainingRecord& training) {
  if (training.solution) return describe_exact(training);
  std::string text = training.method;
  if (training.batch_size) {
    text += fmt::format(" of {}{}", *training.batch_size,
                        training.keep_last_batch ? " (a shorter last one too)" : "");
  }
  if (training.strategy == "normal_equation") text += " by the normal equation";
  text +=
      fmt::format(", learning rate {}, at most {}", rate_of(training), count_of(training.epoch_limit, "epoch"));
  if (training.shuffle == "each") text += fmt::format(", shuffled each time (seed {})", training.seed);
  if (training.shuffle == "once") text += fmt::format(", shuffled once (seed {})", training.seed);
  if (training.stop_delta > 0) text += fmt::format(", until deltas are under {}", training.stop_delta);
  if (!training.learn_bias) text += ", no bias";
  return text;
}

}  // namespace

std::string describe_r2(const std::optional<double>& r2) {
  return r2 ? six_digits(*r2) : "none: all targets are equal";
}

std::string describe_training(const io::Model& model) {
  std::string text;
  const auto line = [&text](std::string_view name, const std::string& value) {
    fmt::format_to(std::back_inserter(text), "{:<9} {}\n", name, io::visible(value));
  };
  line("target", fmt::format("{} from {}{}, {}", model.target, model.standardization ? "standardized " : "",
                             count_of(model.features.size(), "feature"), model.type));
  if (!model.training) return text;
  const io::TrainingRecord& training = *model.training;
  const bool is_weighted =
      training.solution && training.solution->total_weight != static_cast<double>(training.samples);
  line("samples", fmt::format("{}", training.samples) +
                      (is_weighted ? ", of the weight " + six_digits(training.solution->total_weight) : ""));
  line("method", describe_method(training));
  if (training.solution) {
    line("condition", describe_condition(model, *training.solution));
  } else {
    line("stopped", fmt::format("{}, after {} and {}", training.stop_reason, count_of(training.epochs, "epoch"),
                                count_of(training.steps, "step")));
  }
  line("loss", fmt::format("{} (1/2 sum of squared errors)", six_digits(training.loss)));
  line("RMSE", six_digits(training.rmse));
  line("R2", describe_r2(training.r2));
  line("kernels", fmt::format("{}, adaline {}", training.level, training.adaline));
  return text;
}

std::string describe_weights(const io::Model& model) {
  const bool is_standardized = model.standardization.has_value();
  const io::LinearFunction in_units = model.function();
  std::vector<std::vector<std::string>> rows;
  const auto add = [&](const std::string& name, double trained, double in_data_units) {
    rows.push_back({name, six_digits(trained)});
    if (is_standardized) rows.back().push_back(six_digits(in_data_units));
  };
  rows.push_back({"feature", is_standardized ? "standardized" : "weight"});
  if (is_standardized) rows.back().emplace_back("in its own unit");
  for (std::size_t j = 0; j < model.features.size(); ++j) {
    add(model.features[j], model.weights[j], in_units.weights[j]);
  }
  // Where all features are at their means.
  const double target_mean = is_standardized ? model.standardization->target_mean : 0;
  add("(bias)", model.bias + target_mean, in_units.bias);
  return text_table(std::move(rows));
}

std::string describe_parts(const std::vector<io::PartRecord>& parts) {
  std::vector<std::vector<std::string>> rows = {{"part", "samples", "hash"}};
  for (const io::PartRecord& part : parts) {
    rows.push_back({io::name_of(part), fmt::format("{}", part.samples), part.hash});
  }
  return text_table(std::move(rows));
}

nlohmann::ordered_json to_report(const io::Model& model, bool is_checked) {
  nlohmann::ordered_json object = io::to_json(model);
  if (model.standardization) {
    const io::LinearFunction in_units = model.function();
    object["weights_in_data_units"] = in_units.weights;
    object["bias_in_data_units"] = in_units.bias;
  }
  if (const std::string text = verdict(model, is_checked); !text.empty()) object["verdict"] = text;
  return object;
}

std::string report_as_json(const io::Model& model) { return json_text(to_report(model)); }

}  // namespace adaline::cli
