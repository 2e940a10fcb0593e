#include "cli/moments/summary.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/json_text.hpp"
#include "cli/regression/dependencies.hpp"
#include "cli/regression/report.hpp"
#include "cli/text_table.hpp"
#include "io/visible.hpp"

namespace adaline::cli {
namespace {

using Json = nlohmann::ordered_json;

// Where they have no names, features are numbered from 1, as columns without a header are.
std::string name_of_column(const Moments& moments, std::size_t j) {
  if (moments.has_names()) return std::string(moments.name(j));
  return j == moments.features() ? "target" : std::to_string(j + 1);
}

std::vector<std::string> names_of_features(const Moments& moments) {
  std::vector<std::string> names;
  for (std::size_t j = 0; j < moments.features(); ++j) names.push_back(name_of_column(moments, j));
  return names;
}

double deviation(const Moments& moments, std::size_t j) { return std::sqrt(moments.covariance(j, j)); }

// NaN where one of them is constant.
double correlation(const Moments& moments, std::size_t j) {
  const std::size_t target = moments.features();
  const double deviations = deviation(moments, j) * deviation(moments, target);
  return deviations > 0 ? moments.covariance(j, target) / deviations : std::nan("");
}

// None without samples, and where sums have overflowed.
std::optional<LeastSquares> solved(const Moments& moments) {
  try {
    return moments.solve();
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

std::string cell(double value) { return std::isnan(value) ? "-" : six_digits(value); }

}  // namespace

std::string moments_text(const Moments& moments) {
  const std::size_t features = moments.features();
  std::string text;
  const auto line = [&text](std::string_view name, const std::string& value) {
    text += fmt::format("{:<9} {}\n", name, io::visible(value));
  };
  line("moments",
       fmt::format("of {} and {}", count_of(features, "feature"), name_of_column(moments, features)));
  line("samples", fmt::format("{:.0f}", moments.samples()) +
                      (moments.total_weight() == moments.samples()
                           ? ""
                           : ", of the weight " + six_digits(moments.total_weight())));
  const std::optional<LeastSquares> solution = solved(moments);
  if (solution) {
    line("condition", fmt::format("{:.3g}, rank {} of {}", solution->condition(), solution->rank(), features));
    line("rate", fmt::format("{:.3g} at most, of batch learning without standardization",
                             moments.largest_stable_rate(Batch{})));
  }
  std::vector<std::vector<std::string>> rows = {{"column", "mean", "std. deviation", "correlation"}};
  for (std::size_t j = 0; j < features; ++j) {
    rows.push_back({name_of_column(moments, j), cell(moments.feature_means()[j]), cell(deviation(moments, j)),
                    cell(correlation(moments, j))});
  }
  rows.push_back(
      {name_of_column(moments, features), cell(moments.target_mean()), cell(deviation(moments, features)), ""});
  text += '\n' + text_table(std::move(rows));
  if (!solution) return text;
  std::string notes;
  for (const std::string& note : notes_of(moments, *solution, names_of_features(moments))) {
    notes += "note: " + io::visible(note) + '\n';
  }
  return notes.empty() ? text : text + '\n' + notes;
}

nlohmann::ordered_json moments_json(const Moments& moments) {
  const std::size_t features = moments.features();
  const std::vector<std::string> names = names_of_features(moments);
  Json columns = Json::array();
  for (std::size_t j = 0; j < features; ++j) {
    columns.push_back({{"column", names[j]},
                       {"mean", or_null(moments.feature_means()[j])},
                       {"standard_deviation", or_null(deviation(moments, j))},
                       {"correlation_with_target", or_null(correlation(moments, j))}});
  }
  Json object = {{"target", name_of_column(moments, features)},
                 {"features", names},
                 {"samples", static_cast<std::uint64_t>(moments.samples())},
                 {"total_weight", or_null(moments.total_weight())},
                 {"target_mean", or_null(moments.target_mean())},
                 {"target_standard_deviation", or_null(deviation(moments, features))},
                 {"columns", std::move(columns)}};
  if (const std::optional<LeastSquares> solution = solved(moments)) {
    object.update(solution_json(moments, *solution, names));
    object["largest_stable_rate"] = or_null(moments.largest_stable_rate(Batch{}));
    object["notes"] = notes_of(moments, *solution, names);
  }
  return object;
}

}  // namespace adaline::cli
