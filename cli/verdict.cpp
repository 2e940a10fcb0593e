#include "cli/verdict.hpp"

#include <fmt/core.h>

#include <cmath>
#include <limits>

namespace adaline::cli {
namespace {

double tolerance_of(const io::TrainingRecord& training) {
  return training.tolerance > 0 ? training.tolerance : usual_tolerance;
}

std::string percent(double share) { return fmt::format("{:.2g} %", 100 * share); }

// How far above the optimum the loss is.
std::string distance(const io::TrainingRecord& training) {
  const double optimum = training.optimum.value_or(0);
  if (!training.optimum)
    return "the least-squares optimum was not found, as some columns nearly depend on others";
  if (optimum > 0 && training.loss < 2 * optimum) {
    // Rounding may take it below.
    const double share = std::fmax(training.loss / optimum - 1, 0.0);
    return fmt::format("the loss is {} above the least-squares optimum", percent(share));
  }
  return fmt::format("the loss is {:.3g}, {:.3g} at the least-squares optimum", training.loss, optimum);
}

std::string course(const io::TrainingRecord& training) {
  if (training.stop_reason == "stagnated") return ", and no longer falls";
  if (training.stop_reason == small_steps)
    return fmt::format(", though the steps fell under {}", training.stop_delta);
  if (!training.fall || *training.fall <= 0) return "";
  return fmt::format(", and still falls by {} in an epoch", percent(*training.fall));
}

// What helps first comes first. More epochs do where they are not out of proportion.
std::string advice(const io::Model& model, const io::TrainingRecord& training) {
  std::string text;
  if (!model.standardization) {
    text = "; leave out --no-standardize";
  } else if (!training.automatic_rate) {
    text = "; leave out --learning-rate, which is chosen for the data then";
  } else if (training.stop_reason == "stagnated" && model.type == "float") {
    text = "; use --type double";
  }
  constexpr std::size_t most_times = 1000;
  if (training.epochs_needed && *training.epochs_needed / most_times <= training.epochs) {
    text += fmt::format("; --epochs {} would bring it within {}", *training.epochs_needed,
                        percent(tolerance_of(training)));
  }
  if (training.optimum) text += "; --method exact reaches the optimum";
  return text;
}

std::string converged(const io::TrainingRecord& training, bool is_checked) {
  // A tolerance that floats cannot keep counts as what they can.
  const double optimum = training.optimum.value_or(0);
  const double share = std::fmax(tolerance_of(training), training.loss / optimum - 1);
  const bool is_within = share <= usual_tolerance || share <= 1.01 * tolerance_of(training);
  if (is_checked) {
    return (is_within ? "converged: " : "converged: the samples are fitted up to rounding; ") +
           distance(training);
  }
  if (is_within) {
    return fmt::format("converged: the loss is within {} of the least-squares optimum", percent(share));
  }
  return "converged: the samples are fitted up to rounding";
}

// Of a model that was solved.
std::string exact(const io::Model& model, const io::TrainingRecord& training, bool is_checked) {
  const io::SolutionRecord& solution = *training.solution;
  // With a ridge the optimum is that of another problem.
  const bool has_ridge = solution.ridge > 0;
  const double loss = has_ridge ? training.loss : training.optimum.value_or(training.loss);
  std::string text =
      has_ridge ? fmt::format("exact: the optimum with the ridge {:.6g}, loss {:.6g} without the penalty",
                              solution.ridge, loss)
                : fmt::format("exact: the least-squares optimum, loss {:.6g}", loss);
  if (has_ridge && is_checked) text += "; " + distance(training);
  if (const std::size_t columns = model.features.size(); solution.rank < columns) {
    const std::size_t left_out = columns - solution.rank;
    text += left_out == 1
                ? "; 1 column says nothing that others do not, and has the weight 0"
                : fmt::format("; {} columns say nothing that others do not, and have the weight 0", left_out);
  }
  if (solution.quality == "ill_conditioned") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    text += "; but " + doubt(solution.condition.value_or(infinity), solution.relative_error.value_or(infinity));
  }
  if (model.type != "float" || has_ridge || !training.optimum) return text;
  constexpr double much = 1e-3;
  const bool is_much = training.loss > (1 + much) * *training.optimum;
  if (is_checked) {
    text += "; of weights rounded to float " + distance(training);
  } else if (is_much) {
    text += fmt::format("; of weights rounded to float the loss is {:.6g}", training.loss);
  }
  if (is_much) text += ": use --type double";
  return text;
}

}  // namespace

std::string doubt(double condition, double relative_error) {
  // Below this there is no cause in the columns: such weights are next to nothing.
  constexpr double least_condition = 1e5;
  std::string text = condition >= least_condition
                         ? fmt::format("columns nearly depend on each other (condition {:.2g})", condition)
                         : "the weights explain next to nothing";
  return text + ", and rounding may have changed " +
         (relative_error < 1 ? "the weights by " + percent(relative_error) : "every digit of the weights");
}

std::string verdict(const io::Model& model, bool is_checked) {
  if (!model.training || !model.training->converged) return "";
  const io::TrainingRecord& training = *model.training;
  if (training.solution) return exact(model, training, is_checked);
  std::string text = *training.converged
                         ? converged(training, is_checked)
                         : "not converged: " + distance(training) + course(training) + advice(model, training);
  if (training.r2 && *training.r2 < 0) {
    text += fmt::format("; it is worse than the mean of the targets (R2 {:.3g})", *training.r2);
  }
  return text;
}

}  // namespace adaline::cli
