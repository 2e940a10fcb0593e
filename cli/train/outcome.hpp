// What a training by gradient descent came to, in its model and for people.
#pragma once

#include <adaline/train.hpp>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "cli/plot/figure.hpp"
#include "cli/train/options.hpp"
#include "io/model.hpp"
#include "trainers/optimum.hpp"

namespace adaline::cli {

// How well the model fits its samples.
struct Fit {
  double rmse = 0;
  std::optional<double> r2;
};

// `training` are the options that the run had. The initial bias is in the target's unit. It is not said yet
// whether the run has converged.
io::TrainingRecord record_of(const TrainCommandOptions& options, const TrainOptions& training,
                             const TrainResult& result, std::size_t samples, double initial_bias,
                             const Fit& fit);

using FindOptimum = std::function<trainers::Optimum()>;

// Says whether the run has converged, which it has where it is at the optimum, whatever ended it. find() looks
// for that where the run did not; where it is not certain, and --check asks for it, find_otherwise() does, if
// there is one. `losses` are those of the epochs.
void judge(io::TrainingRecord& record, const TrainResult& result, const Series& losses, bool is_checked,
           const FindOptimum& find, const FindOptimum& find_otherwise);

// Throws Error for a run that was interrupted, or that diverged: `advice` says what helps.
void refuse_unfinished(const TrainResult& result, std::size_t epoch_limit,
                       const std::function<std::string()>& advice);

// Prints what the options ask for.
void say(const io::Model& model, const TrainCommandOptions& options, double seconds, double samples_per_second);

}  // namespace adaline::cli
