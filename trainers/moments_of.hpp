// When trainers look at samples by their moments, and how they get them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include <adaline/moments.hpp>
#include <adaline/train.hpp>
#include <adaline/workers.hpp>

#include "kernels/drivers/row_source.hpp"
#include "least_squares/access.hpp"

namespace adaline::trainers {

// Of fewer samples, passes cost next to nothing; of more features, moments take memory that nobody expects: 64
// MB at 4096, for each level of their tree.
inline constexpr std::size_t least_samples_of_moments = 4097;
inline constexpr std::size_t most_features_of_moments = 4096;

constexpr bool has_moments(std::size_t rows, std::size_t cols) {
  return rows >= least_samples_of_moments && cols <= most_features_of_moments;
}

// How Batch computes its epochs where that is left to train(): from rows, columns and epochs alone. Moments
// take about as long as 8 + d/4 epochs over float samples in a cache (measured on Zen 5, AVX-512: 7 epochs at
// 16 features, 16 at 64, 55 at 256).
constexpr BatchStrategy batch_strategy(BatchStrategy asked, std::size_t rows, std::size_t cols,
                                       std::size_t epochs) {
  using enum BatchStrategy;
  if (asked != automatic) return asked;
  return has_moments(rows, cols) && epochs >= 8 + cols / 4 ? normal_equation : gradient_descent;
}

// Whether a training needs them: for its epochs, for its optimum, or for the spectrum that its rate comes from.
inline bool needs_moments(const Method& method, const std::optional<BatchStrategy>& strategy,
                          const TrainOptions& options, std::size_t rows, std::size_t cols) {
  if (std::holds_alternative<Exact>(method)) return false;
  if (strategy == BatchStrategy::normal_equation) return true;
  const bool wants_spectrum = options.learning_rate == automatic && !std::holds_alternative<Online>(method);
  return has_moments(rows, cols) && (options.tolerance > 0 || wants_spectrum);
}

// Throws std::invalid_argument for a value that is not finite, by its place.
template <class T>
Moments moments_of(const kernels::SampleSource<T>& samples, Workers* workers) {
  Moments moments(samples.features.cols);
  least_squares::MomentsAccess::add(moments, samples.features, samples.targets.data(), workers);
  return moments;
}

// Of the features alone, for targets of 0.
template <class T>
Moments moments_of(const kernels::RowSource<T>& features, Workers* workers) {
  const std::size_t piece_rows = 16 * kernels::chunk_rows * (workers == nullptr ? 1 : workers->threads());
  const std::vector<T> zeros(std::min(piece_rows, features.rows));
  Moments moments(features.cols);
  for (std::size_t first = 0; first < features.rows; first += piece_rows) {
    const std::size_t count = std::min(piece_rows, features.rows - first);
    least_squares::MomentsAccess::add(moments, features.part(first, count), zeros.data(), workers);
  }
  return moments;
}

}  // namespace adaline::trainers
