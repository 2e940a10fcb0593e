#include "cli/train/divergence.hpp"

#include <adaline/train.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "io/input_error.hpp"

namespace adaline::cli {
namespace {

// Three digits, rounded down: the rate in a message must be one that works.
double rounded_down(double value) {
  const double unit = std::pow(10, std::floor(std::log10(value)) - 2);
  return std::floor(value / unit) * unit;
}

// The feature of the largest root mean square.
struct LargestFeature {
  std::size_t column = 0;
  double root_mean_square = 0;
};

template <class T>
LargestFeature largest_feature(MatrixView<T> features) {
  const auto value_at = [&](std::size_t r, std::size_t c) {
    return static_cast<double>(features.data[r * features.row_stride + c]);
  };
  double unit = 1;  // so that squares stay in range
  for (std::size_t r = 0; r < features.rows; ++r) {
    for (std::size_t c = 0; c < features.cols; ++c) unit = std::max(unit, std::fabs(value_at(r, c)));
  }
  std::vector<double> squares(features.cols);
  for (std::size_t r = 0; r < features.rows; ++r) {
    for (std::size_t c = 0; c < features.cols; ++c) {
      const double share = value_at(r, c) / unit;
      squares[c] += share * share;
    }
  }
  const auto largest = std::ranges::max_element(squares);
  return {static_cast<std::size_t>(largest - squares.begin()),
          unit * std::sqrt(*largest / static_cast<double>(features.rows))};
}

LargestFeature largest_feature(const io::ColumnMoments& columns) {
  LargestFeature largest;
  for (std::size_t j = 0; j + 1 < columns.means.size(); ++j) {
    const double square = columns.squares[j] / columns.samples + columns.means[j] * columns.means[j];
    if (std::sqrt(square) > largest.root_mean_square) largest = {j, std::sqrt(square)};
  }
  return largest;
}

// Smaller numbers are what is left to do.
std::string advice_on_overflow(const TrainCommandOptions& options) {
  if (options.type == "float") return "its values are too large for a float: use --type double";
  return "the values are too large for a double: divide the target " + io::in_quotes(options.target) +
         ", or the features, by a power of ten";
}

// `largest` is asked for where it is said.
template <class Largest>
std::string advice(double stable, const Largest& largest_of, const std::vector<std::string>& features,
                   const TrainCommandOptions& options) {
  // Up to it an online run cannot be taken for a diverging one (trainers/growth.hpp).
  const bool is_batch = options.method == "batch";
  const double safe = is_batch ? stable : stable / 2;
  std::string first;
  if (!options.standardize) {
    const LargestFeature largest = largest_of();
    first = fmt::format("leave out --no-standardize (the feature {} has a root mean square of {:.3g})",
                        io::in_quotes(features[largest.column]), largest.root_mean_square);
  }
  const double rate = options.training.learning_rate;
  if (rate == automatic || safe == 0 || rate < safe) {
    return first.empty() ? advice_on_overflow(options) : first + "; or " + advice_on_overflow(options);
  }
  if (!first.empty()) first += ", and --learning-rate too, which is then chosen for the data; ";
  if (first.empty()) first = "leave out --learning-rate, which is then chosen for the data; ";
  if (is_batch)
    return first + fmt::format("the largest rate that is stable here is {:.3g}", rounded_down(safe));
  return first + fmt::format("rates up to {:.3g} are safe here{}", rounded_down(safe),
                             options.training.shuffle == Shuffle::none ? "" : " in the order of the rows");
}

}  // namespace

template <class T>
std::string advice_on_divergence(const Samples<T>& samples, const std::vector<std::string>& features,
                                 const TrainCommandOptions& options) {
  const double stable = largest_stable_rate(samples, options.library_method(), options.training.learn_bias);
  return advice(
      stable, [&] { return largest_feature(samples.features); }, features, options);
}

std::string advice_on_divergence(double largest_stable_rate, const io::ColumnMoments& columns,
                                 const std::vector<std::string>& features, const TrainCommandOptions& options) {
  return advice(
      largest_stable_rate, [&] { return largest_feature(columns); }, features, options);
}

template std::string advice_on_divergence(const Samples<float>&, const std::vector<std::string>&,
                                          const TrainCommandOptions&);
template std::string advice_on_divergence(const Samples<double>&, const std::vector<std::string>&,
                                          const TrainCommandOptions&);

}  // namespace adaline::cli
