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
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "cli/interrupt.hpp"
#include "cli/moments/part_sums.hpp"
#include "cli/train/divergence.hpp"
#include "cli/train/epoch_progress.hpp"
#include "cli/train/figure.hpp"
#include "cli/train/outcome.hpp"
#include "cli/train/part_gradients.hpp"
#include "cli/train/parts_training.hpp"
#include "cli/train/training_data.hpp"
#include "io/standardization.hpp"
#include "least_squares/access.hpp"
#include "trainers/distant_samples.hpp"
#include "trainers/learning_rate.hpp"
#include "trainers/on_moments.hpp"
#include "trainers/optimum.hpp"

namespace adaline::cli {
namespace {

// As io::measure() finds it in samples; of columns whose deviation is no more than rounding it says that they
// are constant.
io::Standardization standardization_of(const io::ColumnMoments& columns, bool moves) {
  const std::size_t features = columns.means.size() - 1;
  io::Standardization by{.means = std::vector<double>(features), .deviations = std::vector<double>(features)};
  if (moves) by.target_mean = columns.means.back();
  for (std::size_t j = 0; j < features; ++j) {
    const double mean = columns.means[j];
    const double square = columns.squares[j] / columns.samples;
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

// The target's is the last column.
PartSums standardized(const PartSums& sums, const io::Standardization& by) {
  std::vector<double> origins = by.means, units = by.deviations;
  origins.push_back(by.target_mean);
  units.push_back(1);
  if (const auto* const moments = std::get_if<Moments>(&sums)) {
    return least_squares::rescaled(*moments, origins, units);
  }
  auto columns = std::get<io::ColumnMoments>(sums);
  for (std::size_t j = 0; j < units.size(); ++j) {
    columns.means[j] = (columns.means[j] - origins[j]) / units[j];
    columns.squares[j] /= units[j] * units[j];
  }
  return columns;
}

template <class T>
class BatchOfParts : public PartsTraining {
 public:
  using PartsTraining::PartsTraining;

 private:
  void train(RowsOfParts rows) override {
    const bool learn_bias = options().training.learn_bias;
    const io::ColumnMoments columns = columns_of(parts().sums());
    samples_ = static_cast<std::size_t>(columns.samples);
    training_ = options().training;
    if (training_.epochs == 0) training_.epochs = usual_epochs(samples_, model_.features.size());
    if (options().standardize) {
      model_.standardization = standardization_of(columns, learn_bias);
      if (!options().quiet) name_constant_columns(model_.features, model_.standardization->constant);
      seen_ = standardized(parts().sums(), *model_.standardization);
    } else {
      seen_ = parts().sums();
    }
    columns_ = columns_of(*seen_);
    neuron_.emplace(model_.features.size());
    std::ranges::fill(neuron_->weights(), static_cast<T>(options().initial_weight));
    neuron_->bias() = initial_bias(columns.means.back());
    initial_bias_ = static_cast<double>(neuron_->bias()) + target_mean();
    if (!rows.mine.empty()) gradient_.emplace(std::move(rows), model_.standardization, workers());
    descend();
    describe();
  }

  void say() const override { cli::say(model_, options(), seconds_, samples_per_second_); }

  double target_mean() const { return model_.standardization ? model_.standardization->target_mean : 0; }

  T initial_bias(double mean) const {
    if (options().initial_bias) return static_cast<T>(*options().initial_bias - target_mean());
    if (!training_.learn_bias || model_.standardization) return 0;
    return static_cast<T>(mean);
  }

  void descend() {
    EpochProgress progress(samples_, training_.epochs, {.line = !options().quiet, .lines = options().verbose});
    Observer<T> observer;
    observer.on_epoch = [&](const Epoch<T>& epoch) {
      losses_.add(epoch.loss);
      progress.update(epoch.epoch + 1, epoch.loss);
      return !InterruptHandling::is_interrupted();
    };
    result_ = train_neuron(observer);
    seconds_ = progress.seconds();
    samples_per_second_ = progress.samples_per_second(result_.epochs);
    progress.clear();
    refuse_unfinished(result_, training_.epochs, [this] {
      return advice_on_divergence(stable_rate(), columns_, model_.features, options());
    });
  }

  // What is known of the samples: moments, as long as their memory is not too much, or what gradients tell.
  const Moments* seen_moments() const { return std::get_if<Moments>(&*seen_); }
  trainers::DistantSamples<T> distant_samples() {
    return {
        .rows = samples_,
        .means = {columns_.means.begin(), columns_.means.end() - 1},
        .squares = {columns_.squares.begin(), columns_.squares.end() - 1},
        .targets = trainers::target_moments(columns_.samples, columns_.means.back(), columns_.squares.back()),
        .gradient = std::ref(*gradient_),
        .multiply = [this](std::span<const double> v, std::span<double> product) {
          gradient_->multiply(v, product);
        }};
  }

  TrainResult train_neuron(const Observer<T>& observer) {
    if (seen_moments() == nullptr) return trainers::train(*neuron_, distant_samples(), training_, observer);
    trainers::GradientOf<T> gradient;  // that of the moments, where it is empty
    if (gradient_) gradient = std::ref(*gradient_);
    return trainers::train_by_gradients<T>(*neuron_, *seen_moments(), gradient, training_, observer);
  }

  double stable_rate() {
    const bool learn_bias = training_.learn_bias;
    const Moments* const moments = seen_moments();
    return moments != nullptr ? moments->largest_stable_rate(Batch{}, learn_bias)
                              : trainers::stable_rate(distant_samples(), learn_bias);
  }

  trainers::Optimum find_optimum() {
    const bool learn_bias = training_.learn_bias;
    const Moments* const moments = seen_moments();
    if (moments == nullptr) return trainers::find_optimum(distant_samples(), learn_bias, neuron_->bias());
    return trainers::find_optimum<T>(Samples<T>(), learn_bias, neuron_->bias(), moments, false);
  }

  void describe() {
    model_.weights.assign(neuron_->weights().begin(), neuron_->weights().end());
    model_.bias = static_cast<double>(neuron_->bias());
    const double squares = columns_.squares.back();
    const Fit fit{.rmse = std::sqrt(2 * result_.loss / columns_.samples),
                  .r2 = squares > 0 ? std::optional(1 - 2 * result_.loss / squares) : std::nullopt};
    model_.training = record_of(options(), training_, result_, samples_, initial_bias_, fit);
    judge(*model_.training, result_, losses_.series(), options().check, [this] { return find_optimum(); }, {});
  }

  TrainOptions training_;
  std::size_t samples_ = 0;
  std::optional<PartSums> seen_;  // of the samples as the neuron sees them
  io::ColumnMoments columns_;     // of these
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
