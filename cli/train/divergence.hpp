// What to say of a training that diverged.
#pragma once

#include <adaline/matrix.hpp>

#include <string>
#include <vector>

#include "cli/train/options.hpp"
#include "io/column_moments.hpp"

namespace adaline::cli {

// What helps first, then the rates that are stable for these samples.
template <class T>
std::string advice_on_divergence(const Samples<T>& samples, const std::vector<std::string>& features,
                                 const TrainCommandOptions& options);
// The same of batch training on what is known of the columns; the last one is the target.
std::string advice_on_divergence(double largest_stable_rate, const io::ColumnMoments& columns,
                                 const std::vector<std::string>& features, const TrainCommandOptions& options);

}  // namespace adaline::cli
