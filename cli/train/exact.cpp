#include "cli/train/exact.hpp"

#include <adaline/cpu.hpp>
#include <adaline/moments.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <chrono>
#include <cmath>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/errors.hpp"
#include "cli/interrupt.hpp"
#include "cli/json_text.hpp"
#include "cli/late_file.hpp"
#include "cli/model_text.hpp"
#include "cli/moments/part_bytes.hpp"
#include "cli/moments/parts.hpp"
#include "cli/moments/parts_on_ranks.hpp"
#include "cli/output.hpp"
#include "cli/output_paths.hpp"
#include "cli/regression/report.hpp"
#include "cli/verdict.hpp"
#include "io/input_error.hpp"
#include "io/model.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::cli {
namespace {

PartsOptions parts_options_of(const TrainCommandOptions& options, Workers& workers) {
  PartsOptions result;
  result.command = "train";
  result.columns = options;
  result.has_target = options.has_target;
  result.header = options.header;
  result.share_option = options.shares > 0 ? "--shares" : "";
  result.shows_progress = !options.quiet;
  result.workers = &workers;
  return result;
}

class ExactTraining {
 public:
  explicit ExactTraining(const TrainCommandOptions& options)
      : options_(options),
        workers_(options.training.threads),
        parts_options_(parts_options_of(options, workers_)),
        model_file_(options.model),
        parts_(parts_options_) {}

  // To be added to parts(), in this order.
  std::vector<PartInput> inputs() const {
    std::vector<PartInput> inputs = part_inputs(options_.data, options_.shares);
    check_count(inputs.size());
    return inputs;
  }
  Parts& parts() { return parts_; }

  void finish() {
    parts_.check_options();
    check_size();
    solve();
    seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    describe();
    if (model_file_.is_wanted()) model_file_.write(io::to_json(model_).dump(2) + '\n');
    say();
    flush_output();
    model_file_.commit();
  }

 private:
  const Moments& moments() const { return parts_.moments(); }
  io::Place place() const {
    return {options_.data.size() == 1 ? io::input_name(options_.data.front()) : "the samples"};
  }

  void check_count(std::size_t parts) const {
    if (!model_file_.is_wanted() || parts <= io::most_parts) return;
    throw io::InputError(place(), fmt::format("{} parts are too many for a model file, which lists at most {}",
                                              parts, io::most_parts));
  }

  // Files of moments may be of more parts than one.
  void check_size() const {
    check_count(parts_.records().size());
    if (!model_file_.is_wanted() || io::fits_a_file(parts_.features(), parts_.records())) return;
    throw io::InputError(place(),
                         fmt::format("{} features are too many for a model file, which holds at most {}",
                                     parts_.features().size(), io::size_text(io::largest_model_file)));
  }

  void solve() {
    if (!(moments().total_weight() > 0)) throw io::InputError(place(), "no sample has a weight");
    try {
      const bool learn_bias = options_.training.learn_bias;
      solution_.emplace(moments().solve(options_.ridge, learn_bias));
      if (options_.ridge == 0) optimum_ = optimum_of(*solution_);
      if (options_.ridge > 0 && options_.check) optimum_ = optimum_of(moments().solve(0, learn_bias));
    } catch (const std::invalid_argument& error) {
      // The ridge was checked: it is the values.
      throw io::InputError(place(), error.what());
    }
  }

  // Where rounding may have changed the weights, the loss is not certain.
  static std::optional<double> optimum_of(const LeastSquares& solution) {
    if (solution.quality() == SolutionQuality::ill_conditioned) return std::nullopt;
    return solution.residual_sum_of_squares() / 2;
  }

  double in_type(double value, const std::string& name) const {
    const double result = options_.type == "float" ? static_cast<double>(static_cast<float>(value)) : value;
    if (std::isfinite(result)) return result + 0.0;  // 0 and not -0
    throw io::InputError(place(),
                         fmt::format("the values are out of proportion: the weight of {} is no finite {}",
                                     io::in_quotes(name), options_.type));
  }

  void describe() {
    model_.type = options_.type;
    model_.target = parts_.target();
    model_.features = parts_.features();
    for (std::size_t j = 0; j < model_.features.size(); ++j) {
      model_.weights.push_back(in_type(solution_->weights()[j], model_.features[j]));
    }
    model_.bias = in_type(solution_->bias(), "the bias");
    const bool is_rounded = options_.type == "float";
    const double loss =
        is_rounded ? moments().loss(model_.weights, model_.bias) : solution_->residual_sum_of_squares() / 2;
    const bool is_trusted = solution_->quality() != SolutionQuality::ill_conditioned;
    model_.training = io::TrainingRecord{
        .method = "exact",
        .batch_size = std::nullopt,
        .learn_bias = options_.training.learn_bias,
        .samples = static_cast<std::size_t>(moments().samples()),
        .stop_reason = "solved",
        .loss = loss,
        .rmse = std::sqrt(2 * loss / moments().total_weight()),
        .r2 = r2(loss),
        .converged = is_trusted,
        .optimum = optimum_,
        .solution = io::SolutionRecord{.ridge = options_.ridge,
                                       .total_weight = moments().total_weight(),
                                       .rank = solution_->rank(),
                                       .condition = unless_infinite(solution_->condition()),
                                       .quality = name_of(solution_->quality()),
                                       .relative_error = unless_infinite(solution_->relative_error())},
        .parts = parts_.records(),
        .level = std::string(to_string(active_isa())),
        .numerics_version = kernels::numerics_version,
        .adaline = std::string(version())};
  }

  static std::optional<double> unless_infinite(double value) {
    return std::isfinite(value) ? std::optional(value) : std::nullopt;
  }

  // About the mean of the targets, as that of other methods and of `adaline evaluate`.
  std::optional<double> r2(double loss) const {
    const double squares =
        moments().covariance(moments().features(), moments().features()) * (moments().total_weight() - 1);
    return squares > 0 ? std::optional(1 - 2 * loss / squares) : std::nullopt;
  }

  void say() const {
    if (options_.json) {
      print_json();
    } else if (!options_.quiet) {
      print_summary();
    } else if (solution_->quality() != SolutionQuality::full_rank) {
      note(verdict(model_, options_.check));
    }
  }

  double samples_per_second() const { return moments().samples() / seconds_; }

  void print_json() const {
    nlohmann::ordered_json object = to_report(model_, options_.check);
    object["statistics"] = regression_json(moments(), *solution_, model_.features);
    object["seconds"] = seconds_;
    object["samples_per_second"] = samples_per_second();
    print("{}\n", json_text(object));
  }

  void print_summary() const {
    print("{}", describe_training(model_));
    print("{:<9} {:.3g} s, {:.3g} samples/s, with reading\n", "time", seconds_, samples_per_second());
    print("\n{}", regression_text(regression(*solution_), model_.features,
                                  notes_of(moments(), *solution_, model_.features)));
    print("\n{}\n", verdict(model_, options_.check));
  }

  const TrainCommandOptions& options_;
  Workers workers_;
  const PartsOptions parts_options_;
  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  const InterruptHandling handling_;
  LateFile model_file_;
  Parts parts_;
  std::optional<LeastSquares> solution_;
  std::optional<double> optimum_;  // the loss without a ridge, where it is looked for and certain
  io::Model model_;
  double seconds_ = 0;
};

void begin(std::optional<ExactTraining>& training, const TrainCommandOptions& options) {
  refuse_overwriting(data_files(options.data), {{"--model", options.model}});
  training.emplace(options);
}

void run_alone(const TrainCommandOptions& options) {
  std::optional<ExactTraining> training;
  begin(training, options);
  for (const PartInput& input : training->inputs()) training->parts().add(input);
  training->finish();
}

void run_on_ranks(const TrainCommandOptions& options, Ranks& ranks) {
  std::optional<ExactTraining> training;  // on rank 0
  std::optional<InterruptHandling> handling;
  std::string inputs;
  Workers workers(options.training.threads);
  PartsOptions parts_options = parts_options_of(options, workers);
  if (!ranks.is_first()) {
    handling.emplace();
    parts_options.shows_progress = false;
  }
  on_first(ranks, [&] {
    begin(training, options);
    inputs = to_bytes(training->inputs());
  });
  // Rank 0 says which files hold moments: others need not see them.
  read_on_ranks(ranks, inputs_of(ranks.from_first(inputs)), parts_options,
                training ? &training->parts() : nullptr);
  on_first(ranks, [&] { training->finish(); });
}

}  // namespace

void run_exact(const TrainCommandOptions& options, Ranks* ranks) {
  ranks == nullptr ? run_alone(options) : run_on_ranks(options, *ranks);
}

}  // namespace adaline::cli
