#include "cli/train/exact.hpp"

#include <adaline/cpu.hpp>
#include <adaline/moments.hpp>

#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "cli/json_text.hpp"
#include "cli/model_text.hpp"
#include "cli/output.hpp"
#include "cli/regression/report.hpp"
#include "cli/train/parts_training.hpp"
#include "cli/verdict.hpp"
#include "io/input_error.hpp"
#include "io/model.hpp"
#include "kernels/definition/order.hpp"

namespace adaline::cli {
namespace {

class ExactTraining : public PartsTraining {
 public:
  using PartsTraining::PartsTraining;

 private:
  void train(RowsOfParts) override {
    solve();
    seconds_ = seconds();
    describe();
  }

  void solve() {
    try {
      const bool learn_bias = options().training.learn_bias;
      solution_.emplace(moments().solve(options().ridge, learn_bias));
      if (options().ridge == 0) optimum_ = optimum_of(*solution_);
      if (options().ridge > 0 && options().check) optimum_ = optimum_of(moments().solve(0, learn_bias));
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
    const double result = options().type == "float" ? static_cast<double>(static_cast<float>(value)) : value;
    if (std::isfinite(result)) return result + 0.0;  // 0 and not -0
    throw io::InputError(place(),
                         fmt::format("the values are out of proportion: the weight of {} is no finite {}",
                                     io::in_quotes(name), options().type));
  }

  void describe() {
    for (std::size_t j = 0; j < model_.features.size(); ++j) {
      model_.weights.push_back(in_type(solution_->weights()[j], model_.features[j]));
    }
    model_.bias = in_type(solution_->bias(), "the bias");
    const bool is_rounded = options().type == "float";
    const double loss =
        is_rounded ? moments().loss(model_.weights, model_.bias) : solution_->residual_sum_of_squares() / 2;
    const bool is_trusted = solution_->quality() != SolutionQuality::ill_conditioned;
    model_.training = io::TrainingRecord{
        .method = "exact",
        .batch_size = std::nullopt,
        .learn_bias = options().training.learn_bias,
        .samples = static_cast<std::size_t>(moments().samples()),
        .stop_reason = "solved",
        .loss = loss,
        .rmse = std::sqrt(2 * loss / moments().total_weight()),
        .r2 = r2(loss),
        .converged = is_trusted,
        .optimum = optimum_,
        .solution = io::SolutionRecord{.ridge = options().ridge,
                                       .total_weight = moments().total_weight(),
                                       .rank = solution_->rank(),
                                       .condition = unless_infinite(solution_->condition()),
                                       .quality = name_of(solution_->quality()),
                                       .relative_error = unless_infinite(solution_->relative_error())},
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

  void say() const override {
    if (options().json) {
      print_json();
    } else if (!options().quiet) {
      print_summary();
    } else if (solution_->quality() != SolutionQuality::full_rank) {
      note(verdict(model_, options().check));
    }
  }

  double samples_per_second() const { return moments().samples() / seconds_; }

  void print_json() const {
    nlohmann::ordered_json object = to_report(model_, options().check);
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
    print("\n{}\n", verdict(model_, options().check));
  }

  std::optional<LeastSquares> solution_;
  std::optional<double> optimum_;  // the loss without a ridge, where it is looked for and certain
  double seconds_ = 0;
};

}  // namespace

void run_exact(const TrainCommandOptions& options, Ranks* ranks) {
  run_on_parts(options, ranks, [&] { return std::make_unique<ExactTraining>(options); });
}

}  // namespace adaline::cli
