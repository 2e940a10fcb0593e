#include "cli/train/batch_of_parts.hpp"

#include <adaline/moments.hpp>
#include <adaline/train.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/interrupt.hpp"
#include "cli/train/divergence.hpp"
#include "cli/train/epoch_progress.hpp"
#include "cli/train/figure.hpp"
#include "cli/train/outcome.hpp"
#include "cli/train/part_gradients.hpp"
#include "cli/train/parts_training.hpp"
#include "cli/train/training_data.hpp"
#include "io/standardization.hpp"
#include "least_squares/access.hpp"
#include "trainers/on_moments.hpp"
#include "trainers/optimum.hpp"

namespace adaline::cli {
namespace {

// As io::measure() finds it in samples; of columns whose deviation is no more than rounding it says that they
// are constant.
io::Standardization standardization_of(const Moments& moments, bool moves) {
  const std::size_t features = moments.features();
  io::Standardization by{.means = std::vector<double>(features), .deviations = std::vector<double>(features)};
  if (moves) by.target_mean = moments.target_mean();
  for (std::size_t j = 0; j < features; ++j) {
    const double mean = moments.feature_means()[j];
    const double square = least_squares::squares_about_mean(moments, j) / moments.samples();
    double& deviation = by.deviations[j];
    deviation = std::sqrt(moves ? square : square + mean * mean);
    const double noise = 4 * std::numeric_limits<double>::epsilon() * std::fabs(mean);
    const bool is_constant = moves && deviation <= noise;
    if (is_constant) by.constant.push_back(j);
    if (is_constant || deviation == 0) deviation = 1;
    if (moves) by.means[j] = mean;
  }
  return by;
}

Moments standardized(const Moments& moments, const io::Standardization& by) {
  std::vector<double> origins = by.means, units = by.deviations;
  origins.push_back(by.target_mean);
  units.push_back(1);
  return least_squares::rescaled(moments, origins, units);
}

template <class T>
class BatchOfParts : public PartsTraining {
 public:
  using PartsTraining::PartsTraining;

 private:
  void train(RowsOfParts rows) override {
    const bool learn_bias = options().training.learn_bias;
    training_ = options().training;
    if (training_.epochs == 0) training_.epochs = usual_epochs(samples(), model_.features.size());
    if (options().standardize) {
      model_.standardization = standardization_of(moments(), learn_bias);
      if (!options().quiet) name_constant_columns(model_.features, model_.standardization->constant);
      seen_.emplace(standardized(moments(), *model_.standardization));
    } else {
      seen_.emplace(moments());
    }
    neuron_.emplace(model_.features.size());
    std::ranges::fill(neuron_->weights(), static_cast<T>(options().initial_weight));
    neuron_->bias() = initial_bias();
    initial_bias_ = static_cast<double>(neuron_->bias()) + target_mean();
    if (keeps_rows(options())) {
      gradient_.emplace(std::move(rows), model_.standardization, workers());
    }
    descend();
    describe();
  }

  void say() const override { cli::say(model_, options(), seconds_, samples_per_second_); }

  std::size_t samples() const { return static_cast<std::size_t>(moments().samples()); }
  double target_mean() const { return model_.standardization ? model_.standardization->target_mean : 0; }

  T initial_bias() const {
    if (options().initial_bias) return static_cast<T>(*options().initial_bias - target_mean());
    if (!training_.learn_bias || model_.standardization) return 0;
    return static_cast<T>(moments().target_mean());
  }

  void descend() {
    EpochProgress progress(samples(), training_.epochs, {.line = !options().quiet, .lines = options().verbose});
    Observer<T> observer;
    observer.on_epoch = [&](const Epoch<T>& epoch) {
      losses_.add(epoch.loss);
      progress.update(epoch.epoch + 1, epoch.loss);
      return !InterruptHandling::is_interrupted();
    };
    trainers::GradientOf<T> gradient;  // that of the moments, where it is empty
    if (gradient_) gradient = std::ref(*gradient_);
    result_ = trainers::train_by_gradients<T>(*neuron_, *seen_, gradient, training_, observer);
    seconds_ = progress.seconds();
    samples_per_second_ = progress.samples_per_second(result_.epochs);
    progress.clear();
    refuse_unfinished(result_, training_.epochs,
                      [this] { return advice_on_divergence(*seen_, model_.features, options()); });
  }

  void describe() {
    model_.weights.assign(neuron_->weights().begin(), neuron_->weights().end());
    model_.bias = static_cast<double>(neuron_->bias());
    const double squares = least_squares::squares_about_mean(*seen_, seen_->features());
    const Fit fit{.rmse = std::sqrt(2 * result_.loss / moments().samples()),
                  .r2 = squares > 0 ? std::optional(1 - 2 * result_.loss / squares) : std::nullopt};
    model_.training = record_of(options(), training_, result_, samples(), initial_bias_, fit);
    const auto find = [this] {
      return trainers::find_optimum<T>(Samples<T>(), training_.learn_bias, neuron_->bias(), &*seen_, false);
    };
    judge(*model_.training, result_, losses_.series(), options().check, find, {});
  }

  TrainOptions training_;
  std::optional<Moments> seen_;  // of the samples as the neuron sees them
  std::optional<GradientOfAllParts<T>> gradient_;
  std::optional<Neuron<T>> neuron_;
  double initial_bias_ = 0;  // in the target's unit
  LossHistory losses_;
  TrainResult result_;
  double seconds_ = 0;
  double samples_per_second_ = 0;
};

}  // namespace

void run_batch_of_parts(const TrainCommandOptions& options, Ranks* ranks) {
  run_on_parts(options, ranks, [&]() -> std::unique_ptr<PartsTraining> {
    if (options.type == "float") return std::make_unique<BatchOfParts<float>>(options);
    return std::make_unique<BatchOfParts<double>>(options);
  });
}

}  // namespace adaline::cli
