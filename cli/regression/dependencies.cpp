#include "cli/regression/dependencies.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "cli/text_table.hpp"
#include "io/input_error.hpp"

namespace adaline::cli {
namespace {

// What a change of the coefficient by 1 changes in the values: their deviation, or without a bias their size.
double size_of(const Moments& moments, std::size_t column, bool about_mean) {
  const double mean = moments.feature_means()[column];
  const double variance = moments.covariance(column, column);
  return std::sqrt(about_mean ? variance : variance + mean * mean);
}

Dependency without_rounding(const Moments& moments, std::size_t column, bool about_mean,
                            const std::vector<double>& coefficients, double constant) {
  constexpr double negligible = 1e-6, negligible_constant = 1e-9;
  Dependency result{.column = column, .constant = constant, .terms = {}};
  const double size = size_of(moments, column, about_mean);
  double size_of_constant = std::fabs(moments.feature_means()[column]);
  for (std::size_t k = 0; k < column; ++k) {
    if (coefficients[k] == 0) continue;
    size_of_constant += std::fabs(coefficients[k] * moments.feature_means()[k]);
    if (std::fabs(coefficients[k]) * size_of(moments, k, about_mean) <= negligible * size) continue;
    result.terms.emplace_back(k, coefficients[k]);
  }
  if (!result.terms.empty() && std::fabs(constant) <= negligible_constant * size_of_constant)
    result.constant = 0;
  return result;
}

// As it is, where it looks like a name in a formula.
std::string name_in_equation(const std::string& name) {
  const auto is_plain = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '.'; };
  return !name.empty() && std::isdigit(static_cast<unsigned char>(name.front())) == 0 &&
                 std::ranges::all_of(name, is_plain)
             ? name
             : io::in_quotes(name);
}

}  // namespace

std::vector<Dependency> dependencies(const Moments& moments, const LeastSquares& solution, std::size_t most) {
  std::vector<Dependency> result;
  std::vector<double> coefficients(moments.features());
  double constant = 0;
  for (const std::size_t column : solution.dependent_columns()) {
    if (result.size() == most) break;
    solution.dependency(column, coefficients, constant);
    result.push_back(without_rounding(moments, column, solution.learns_bias(), coefficients, constant));
  }
  return result;
}

std::string equation(const Dependency& dependency, const std::vector<std::string>& features) {
  constexpr std::size_t most_terms = 6;
  std::string text = name_in_equation(features[dependency.column]) + " =";
  bool is_first = true;
  const auto add = [&](double value, const std::string& name) {
    const std::string sign = is_first ? (value < 0 ? " -" : " ") : value < 0 ? " - " : " + ";
    text += sign + six_digits(std::fabs(value)) + name;
    is_first = false;
  };
  const std::size_t shown = std::min(dependency.terms.size(), most_terms);
  for (std::size_t i = 0; i < shown; ++i) {
    add(dependency.terms[i].second, " " + name_in_equation(features[dependency.terms[i].first]));
  }
  const bool has_more = shown < dependency.terms.size();
  if (has_more) text += fmt::format(" and {} more", dependency.terms.size() - shown);
  if (!has_more && (dependency.constant != 0 || is_first)) add(dependency.constant, "");
  return text;
}

}  // namespace adaline::cli
