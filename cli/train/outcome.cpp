#include "cli/train/outcome.hpp"

#include <adaline/cpu.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "cli/errors.hpp"
#include "cli/json_text.hpp"
#include "cli/model_text.hpp"
#include "cli/output.hpp"
#include "cli/train/forecast.hpp"
#include "cli/verdict.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::cli {
namespace {

// Of the method batch alone.
std::string name_of(const std::optional<BatchStrategy>& strategy) {
  if (!strategy) return "";
  return *strategy == BatchStrategy::normal_equation ? "normal_equation" : "gradient_descent";
}

std::string name_of(Shuffle shuffle) {
  return shuffle == Shuffle::none ? "none" : shuffle == Shuffle::once ? "once" : "each";
}

void measure(io::TrainingRecord& record, const TrainResult& result, const trainers::Optimum& optimum) {
  if (optimum.is_certain) record.optimum = optimum.loss;
  const double tolerance = record.tolerance > 0 ? record.tolerance : usual_tolerance;
  record.converged = optimum.is_reached(result.loss, tolerance);
  if (result.stop_reason == StopReason::converged && !*record.converged) record.stop_reason = small_steps;
}

void print_json(const io::Model& model, bool is_checked, double seconds, double samples_per_second) {
  nlohmann::ordered_json object = to_report(model, is_checked);
  object["seconds"] = seconds;
  object["samples_per_second"] = samples_per_second;
  print("{}\n", json_text(object));
}

void print_summary(const io::Model& model, bool is_checked, double seconds, double samples_per_second) {
  print("{}", describe_training(model));
  print("{:<9} {:.3g} s, {:.3g} samples/s\n", "time", seconds, samples_per_second);
  print("\n{}\n{}\n", describe_weights(model), verdict(model, is_checked));
}

}  // namespace

io::TrainingRecord record_of(const TrainCommandOptions& options, const TrainOptions& training,
                             const TrainResult& result, std::size_t samples, double initial_bias,
                             const Fit& fit) {
  const bool is_mini_batch = options.method == "minibatch";
  return {.method = options.method,
          .batch_size = is_mini_batch ? std::optional(options.batch_size) : std::nullopt,
          .keep_last_batch = training.keep_last_batch,
          .strategy = name_of(result.batch_strategy),
          .learning_rate = result.learning_rate,
          .automatic_rate = training.learning_rate == automatic,
          .epoch_limit = training.epochs,
          .stop_delta = training.stop_delta,
          .tolerance = training.tolerance,
          .shuffle = name_of(training.shuffle),
          .seed = training.seed,
          .learn_bias = training.learn_bias,
          .initial_weight = options.initial_weight,
          .initial_bias = initial_bias,
          .samples = samples,
          .epochs = result.epochs,
          .steps = result.steps,
          .stop_reason = std::string(to_string(result.stop_reason)),
          .loss = result.loss,
          .rmse = fit.rmse,
          .r2 = fit.r2,
          .level = std::string(to_string(active_isa())),
          .numerics_version = kernels::numerics_version,
          .adaline = std::string(version())};
}

void judge(io::TrainingRecord& record, const TrainResult& result, const Series& losses, bool is_checked,
           const FindOptimum& find, const FindOptimum& find_otherwise) {
  record.optimum = result.optimum;
  record.converged = result.stop_reason == StopReason::converged;
  const bool are_steps_small = *record.converged && record.stop_delta > 0;
  if (record.tolerance == 0 || are_steps_small) measure(record, result, find());
  if (is_checked && !record.optimum && find_otherwise) measure(record, result, find_otherwise());
  if (!record.optimum || *record.converged) return;
  const double tolerance = record.tolerance > 0 ? record.tolerance : usual_tolerance;
  const Forecast course = forecast(losses, *record.optimum, tolerance);
  record.fall = course.fall;
  record.epochs_needed = course.epochs_needed;
}

void refuse_unfinished(const TrainResult& result, std::size_t epoch_limit,
                       const std::function<std::string()>& advice) {
  if (result.stop_reason == StopReason::observer) {
    throw Error(ExitCode::failure,
                fmt::format("interrupted after epoch {} of {} ({} steps, loss {:.6g}); nothing was written",
                            result.epochs, epoch_limit, result.steps, result.loss));
  }
  if (result.stop_reason == StopReason::diverged) {
    throw Error(ExitCode::diverged,
                fmt::format("diverged after {} epoch{} at the learning rate {:.6g}: {}; no model was written",
                            result.epochs, result.epochs == 1 ? "" : "s", result.learning_rate, advice()));
  }
}

void say(const io::Model& model, const TrainCommandOptions& options, double seconds,
         double samples_per_second) {
  if (options.json) {
    print_json(model, options.check, seconds, samples_per_second);
  } else if (!options.quiet) {
    print_summary(model, options.check, seconds, samples_per_second);
  } else if (!*model.training->converged || model.training->r2.value_or(0) < 0) {
    note(verdict(model, options.check));
  }
}

}  // namespace adaline::cli
