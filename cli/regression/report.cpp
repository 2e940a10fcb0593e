#include "cli/regression/report.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

#include "cli/json_text.hpp"
#include "cli/regression/dependencies.hpp"
#include "cli/text_table.hpp"
#include "cli/verdict.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_named = 10;

bool has_too_few_samples(const LeastSquares& solution) {
  const std::size_t columns = solution.weights().size() + (solution.learns_bias() ? 1 : 0);
  return solution.samples() < static_cast<double>(columns);
}

std::string samples_of(const LeastSquares& solution) {
  return count_of(static_cast<std::size_t>(solution.samples()), "sample");
}

std::string unknowns(const LeastSquares& solution) {
  return count_of(solution.weights().size(), "weight") + (solution.learns_bias() ? " and a bias" : "");
}

void note_dependencies(const Moments& moments, const LeastSquares& solution,
                       const std::vector<std::string>& features, std::vector<std::string>& notes) {
  for (const Dependency& dependency : dependencies(moments, solution, most_named)) {
    notes.push_back(fmt::format("left out, with a weight of 0, as it {}: {}",
                                dependency.terms.empty() ? "is constant" : "depends on others",
                                equation(dependency, features)));
  }
  const std::size_t all = solution.dependent_columns().size();
  if (all > most_named) notes.push_back(fmt::format("left out: {} more", all - most_named));
}

void note_rounding(const LeastSquares& solution, std::vector<std::string>& notes) {
  if (solution.quality() != SolutionQuality::ill_conditioned) return;
  notes.push_back(doubt(solution.condition(), solution.relative_error()) +
                  (solution.ridge() > 0 ? "" : "; leave some columns out, or use --ridge"));
}

// "-": it is not defined. A weight of -0 is one of 0.
std::string cell(double value) { return std::isnan(value) ? "-" : six_digits(value + 0.0); }

std::string t_cell(double value) { return std::isnan(value) ? "-" : fmt::format("{:.4g}", value); }

// As R does: what is smaller than a rounding unit of 1 says no more than that.
std::string p_text(double value) {
  if (std::isnan(value)) return "-";
  return value < std::numeric_limits<double>::epsilon() ? "< 2.2e-16" : fmt::format("{:.3g}", value);
}

std::vector<std::string> row_of(const std::string& name, const Coefficient& c) {
  return {name,          cell(c.estimate), cell(c.standard_error), t_cell(c.t_value), p_text(c.p_value),
          cell(c.lower), cell(c.upper)};
}

Json to_json(const Coefficient& c) {
  return {{"estimate", c.estimate},
          {"standard_error", or_null(c.standard_error)},
          {"t_value", or_null(c.t_value)},
          {"p_value", or_null(c.p_value)},
          {"confidence_interval", {or_null(c.lower), or_null(c.upper)}}};
}

}  // namespace

const char* name_of(SolutionQuality quality) {
  switch (quality) {
    case SolutionQuality::full_rank:
      return "full_rank";
    case SolutionQuality::rank_deficient:
      return "rank_deficient";
    case SolutionQuality::ill_conditioned:
      break;
  }
  return "ill_conditioned";
}

std::vector<std::string> notes_of(const Moments& moments, const LeastSquares& solution,
                                  const std::vector<std::string>& features) {
  std::vector<std::string> notes;
  const std::size_t left_out = solution.dependent_columns().size();
  if (solution.ridge() > 0) {
    notes.emplace_back(
        "with a ridge there are no standard errors, and no t, p and F: they are of least squares alone");
  } else if (has_too_few_samples(solution)) {
    notes.push_back(fmt::format(
        "{} cannot determine {}: {} {} left out, with a weight of 0, and there are no standard errors",
        samples_of(solution), unknowns(solution), count_of(left_out, "column"), left_out == 1 ? "is" : "are"));
  } else if (!(solution.degrees_of_freedom() > 0)) {
    notes.push_back(fmt::format("{} for {} leave no degree of freedom, and so no standard errors",
                                samples_of(solution), unknowns(solution)));
  }
  // What the columns of so few samples depend on is chance.
  if (!has_too_few_samples(solution)) note_dependencies(moments, solution, features, notes);
  note_rounding(solution, notes);
  if (solution.total_sum_of_squares() == 0) {
    notes.emplace_back("all targets are equal: R2 is not defined");
  } else if (solution.residual_sum_of_squares() == 0 && solution.degrees_of_freedom() > 0) {
    notes.emplace_back("the fit is exact up to rounding: standard errors, t, p and F say nothing");
  }
  return notes;
}

std::string regression_text(const Regression& r, const std::vector<std::string>& features,
                            const std::vector<std::string>& notes) {
  std::vector<std::vector<std::string>> rows = {
      {"column", "estimate", "std. error", "t value", "p value", "95 % from", "to"}};
  if (r.bias) rows.push_back(row_of("(bias)", *r.bias));
  for (std::size_t j = 0; j < features.size(); ++j) rows.push_back(row_of(features[j], r.weights[j]));
  std::string text = text_table(std::move(rows));
  text += '\n';
  if (std::isfinite(r.residual_standard_error)) {
    text += fmt::format("residual standard error {} on {:.0f} degree{} of freedom\n",
                        six_digits(r.residual_standard_error), r.degrees_of_freedom,
                        r.degrees_of_freedom == 1 ? "" : "s");
  }
  if (std::isfinite(r.r2)) {
    text += fmt::format("R2 {}{}", six_digits(r.r2), r.bias ? "" : " about 0, as there is no bias");
    if (std::isfinite(r.adjusted_r2)) text += fmt::format(", adjusted R2 {}", six_digits(r.adjusted_r2));
    text += '\n';
  }
  if (std::isfinite(r.f_statistic)) {
    const std::string p = p_text(r.f_p_value);
    text += fmt::format("F statistic {} on {:.0f} and {:.0f} degrees of freedom, p value {}\n",
                        six_digits(r.f_statistic), r.f_degrees_of_freedom, r.degrees_of_freedom, p);
  }
  for (const std::string& note : notes) text += "note: " + io::visible(note) + '\n';
  return text;
}

nlohmann::ordered_json solution_json(const Moments& moments, const LeastSquares& solution,
                                     const std::vector<std::string>& features) {
  // An equation takes O(d^2), and there may be as many as columns.
  constexpr std::size_t most_equations = 100;
  Json dependent = Json::array();
  for (const std::size_t column : solution.dependent_columns())
    dependent.push_back({{"column", features[column]}});
  std::size_t i = 0;
  for (const Dependency& dependency : dependencies(moments, solution, most_equations)) {
    Json of = Json::object();
    for (const auto& [column, coefficient] : dependency.terms) of[features[column]] = coefficient;
    dependent[i]["constant"] = dependency.constant;
    dependent[i++]["of"] = std::move(of);
  }
  return {{"rank", solution.rank()},
          {"condition", or_null(solution.condition())},
          {"quality", name_of(solution.quality())},
          {"relative_error", or_null(solution.relative_error())},
          {"dependent_columns", std::move(dependent)}};
}

nlohmann::ordered_json regression_json(const Moments& moments, const LeastSquares& solution,
                                       const std::vector<std::string>& features) {
  const Regression r = regression(solution);
  Json coefficients = Json::array();
  for (std::size_t j = 0; j < features.size(); ++j) {
    Json row = {{"column", features[j]}};
    row.update(to_json(r.weights[j]));
    coefficients.push_back(std::move(row));
  }
  Json result = {{"confidence", Regression::confidence},
                 {"bias", r.bias ? to_json(*r.bias) : Json(nullptr)},
                 {"coefficients", std::move(coefficients)},
                 {"residual_standard_error", or_null(r.residual_standard_error)},
                 {"degrees_of_freedom", or_null(r.degrees_of_freedom)},
                 {"residual_sum_of_squares", or_null(solution.residual_sum_of_squares())},
                 {"total_sum_of_squares", or_null(solution.total_sum_of_squares())},
                 {"r2", or_null(r.r2)},
                 {"adjusted_r2", or_null(r.adjusted_r2)},
                 {"f_statistic", or_null(r.f_statistic)},
                 {"f_degrees_of_freedom", {r.f_degrees_of_freedom, or_null(r.degrees_of_freedom)}},
                 {"f_p_value", or_null(r.f_p_value)}};
  result.update(solution_json(moments, solution, features));
  result["notes"] = notes_of(moments, solution, features);
  return result;
}

}  // namespace adaline::cli
