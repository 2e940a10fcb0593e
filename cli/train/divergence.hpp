// What to say of a training that diverged.
#pragma once

#include <adaline/matrix.hpp>
#include <adaline/moments.hpp>

#include <string>
#include <vector>

#include "cli/train/options.hpp"

namespace adaline::cli {

// What helps first, then the rates that are stable for these samples.
template <class T>
std::string advice_on_divergence(const Samples<T>& samples, const std::vector<std::string>& features,
                                 const TrainCommandOptions& options);
// The same of batch training on moments.
std::string advice_on_divergence(const Moments& moments, const std::vector<std::string>& features,
                                 const TrainCommandOptions& options);

}  // namespace adaline::cli
