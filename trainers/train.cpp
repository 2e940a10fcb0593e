// Checks, the loop over epochs, and how a run ends.
#include <adaline/moments.hpp>
#include <adaline/train.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "kernels/drivers/checks.hpp"
#include "kernels/drivers/values.hpp"
#include "least_squares/access.hpp"
#include "trainers/batch.hpp"
#include "trainers/exact.hpp"
#include "trainers/goal.hpp"
#include "trainers/growth.hpp"
#include "trainers/learning_rate.hpp"
#include "trainers/mini_batch.hpp"
#include "trainers/moments_of.hpp"
#include "trainers/on_moments.hpp"
#include "trainers/online.hpp"
#include "trainers/target_moments.hpp"

namespace adaline {
namespace {

using kernels::RowSource;
using kernels::SampleSource;
using trainers::EpochEnd;
using trainers::Goal;
using trainers::Growth;
using trainers::Run;

[[noreturn]] void refuse(const std::string& what) { throw std::invalid_argument(what); }

std::string text(double value) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%.17g", value);
  return digits;
}

// How many samples the smallest step takes the mean of.
std::size_t largest_divisor(const Method& method, std::size_t rows) {
  if (std::holds_alternative<Batch>(method)) return rows;
  if (const auto* mini_batch = std::get_if<MiniBatch>(&method)) return mini_batch->size;
  return 1;
}

void check_not_negative(const char* name, double value) {
  if (value >= 0 && std::isfinite(value)) return;
  refuse(std::string(name) + ": " + text(value) + ", must be finite and not negative");
}

template <class T>
void check_rate(double rate, std::size_t divisor) {
  if (std::isfinite(static_cast<T>(rate)) && static_cast<T>(rate / static_cast<double>(divisor)) != 0) return;
  refuse("learning_rate: " + text(rate) + ", divided by " + std::to_string(divisor) +
         " samples, is out of the range of a " + std::to_string(8 * sizeof(T)) + "-bit float");
}

template <class T>
void check_options(const TrainOptions& options, const Method& method, std::size_t rows) {
  if (!(options.learning_rate >= 0) || !std::isfinite(options.learning_rate)) {
    refuse("learning_rate: " + text(options.learning_rate) +
           ", must be finite and greater than 0, or automatic");
  }
  if (options.epochs == 0) refuse("epochs: 0, must be at least 1");
  check_not_negative("stop_delta", options.stop_delta);
  check_not_negative("tolerance", options.tolerance);
  if (options.shuffle < Shuffle::none || options.shuffle > Shuffle::each_epoch) {
    refuse("shuffle: " + std::to_string(static_cast<int>(options.shuffle)) + " is no Shuffle");
  }
  if (const auto* mini_batch = std::get_if<MiniBatch>(&method)) {
    if (mini_batch->size == 0) refuse("MiniBatch::size: 0, must be at least 1");
    if (mini_batch->size > rows && !options.keep_last_batch) {
      refuse("MiniBatch::size: " + std::to_string(mini_batch->size) + ", but there are only " +
             std::to_string(rows) + " samples, and a shorter batch is skipped (see keep_last_batch)");
    }
  }
  if (const auto* const batch = std::get_if<Batch>(&method)) {
    if (batch->strategy < BatchStrategy::automatic || batch->strategy > BatchStrategy::normal_equation) {
      refuse("Batch::strategy: " + std::to_string(static_cast<int>(batch->strategy)) + " is no BatchStrategy");
    }
  }
  if (const auto* const exact = std::get_if<Exact>(&method)) check_not_negative("Exact::ridge", exact->ridge);
  if (options.learning_rate != automatic) check_rate<T>(options.learning_rate, largest_divisor(method, rows));
}

template <class T>
void check_shape(const RowSource<T>& x, const Neuron<T>& neuron) {
  if (x.rows == 0) refuse("samples: 0 rows, training needs at least one");
  kernels::check_size("features.cols", x.cols, neuron.weights().size(), "one for each weight of the neuron");
}

template <class T>
void check_start(const Neuron<T>& neuron) {
  for (std::size_t j = 0; j < neuron.weights().size(); ++j) {
    const T w = neuron.weights()[j];
    if (!std::isfinite(w)) refuse("neuron: weight " + std::to_string(j) + " is " + text(double(w)));
  }
  if (!std::isfinite(neuron.bias())) refuse("neuron: the bias is " + text(double(neuron.bias())));
}

// Trouble came up: throws if the data is to blame, with the place of the first such value.
template <class T>
void check_values(const SampleSource<T>& samples) {
  for_each_piece(samples.features, [&](std::size_t first, const MatrixView<T>& x) {
    kernels::check_finite(x, samples.targets.data() + first, first);
  });
}

template <class T>
StopReason run_epochs(Run<T>& run, Growth<T>& growth, Goal<T>& goal, const Method& method) {
  const std::size_t steps_per_epoch =
      std::visit([&](const auto& m) { return trainers::steps_per_epoch(run, m); }, method);
  while (run.epoch < run.options.epochs) {
    run.begin_epoch();
    const EpochEnd end = std::visit([&](const auto& m) { return train_epoch(run, m); }, method);
    if (end == EpochEnd::not_finite) return StopReason::diverged;
    if (end == EpochEnd::stopped_by_observer) {
      run.epoch = run.steps / steps_per_epoch;
      return StopReason::observer;
    }
    const auto& on_epoch = run.observer.on_epoch;
    const bool go_on = !on_epoch || on_epoch({run.epoch, run.steps, run.epoch_loss, run.weights, run.bias});
    ++run.epoch;
    const bool is_solved = std::holds_alternative<Exact>(method);
    if (!is_solved && growth.shows(run.epoch_loss)) return StopReason::diverged;
    if (end == EpochEnd::converged) return StopReason::converged;
    if (!go_on) return StopReason::observer;
    if (const auto reason = goal.after_epoch(run)) return *reason;
  }
  return StopReason::epochs_done;
}

trainers::TargetMoments target_moments_of(const Moments& moments) {
  return trainers::target_moments(moments.samples(), moments.target_mean(),
                                  least_squares::squares_about_mean(moments, moments.features()));
}

// The epochs, and what came of them.
template <class T>
TrainResult train_run(Neuron<T>& neuron, Run<T>& run, Growth<T>& growth, const Method& method,
                      const std::optional<trainers::Optimum>& optimum,
                      const std::optional<BatchStrategy>& strategy) {
  const bool is_exact = std::holds_alternative<Exact>(method);
  Goal<T> goal(run, method, optimum);
  StopReason reason = run_epochs(run, growth, goal, method);
  const double loss = run.final_loss();
  if (reason == StopReason::diverged || !std::isfinite(loss) || growth.ends_above_start(loss)) {
    if (!run.are_samples_elsewhere()) check_values(run.samples);
    reason = StopReason::diverged;
  }
  std::ranges::copy(run.weights, neuron.weights().begin());
  neuron.bias() = run.bias;
  const bool is_optimum = is_exact && reason == StopReason::converged && std::get<Exact>(method).ridge == 0;
  return {run.epoch,
          run.steps,
          loss,
          reason,
          is_exact ? 0 : run.rates.first(),
          is_optimum ? std::optional(loss) : goal.optimum(),
          strategy};
}

template <class T>
TrainResult train_checked(Neuron<T>& neuron, const SampleSource<T>& samples, const Method& method,
                          const TrainOptions& options, const Observer<T>& observer) {
  check_options<T>(options, method, samples.features.rows);
  check_start(neuron);

  std::optional<Workers> own_workers;
  if (options.threads != 1)
    own_workers.emplace(options.threads);  // it refuses numbers, and starts no thread yet
  Workers* const workers = own_workers && options.workers == nullptr ? &*own_workers : options.workers;

  const bool is_exact = std::holds_alternative<Exact>(method);
  std::optional<BatchStrategy> strategy;
  const auto [rows, cols] = std::pair(samples.features.rows, samples.features.cols);
  if (const auto* const batch = std::get_if<Batch>(&method)) {
    strategy = trainers::batch_strategy(batch->strategy, rows, cols, options.epochs);
  }
  std::optional<Moments> moments;
  if (trainers::needs_moments(method, strategy, options, rows, cols)) {
    moments = trainers::moments_of(samples, workers);
  }
  const Moments* const known = moments ? &*moments : nullptr;
  std::optional<trainers::Optimum> optimum;
  if (options.tolerance > 0 && !is_exact) {
    optimum = trainers::find_optimum<T>(samples, options.learn_bias, neuron.bias(), known,
                                        !std::holds_alternative<Batch>(method), workers);
  }
  const trainers::LearningRate rate =
      trainers::learning_rate(samples.features, method, options, optimum, known, workers);
  if (!(rate.first() > 0)) {
    // None is stable where values are not finite, or overflow.
    check_values(samples);
    const double loss = kernels::active_kernels<T>(workers).squared_loss(
        samples.features, samples.targets.data(), neuron.weights().data(), neuron.bias());
    return {.loss = loss, .stop_reason = StopReason::diverged, .batch_strategy = strategy};
  }
  check_rate<T>(rate.first(), largest_divisor(method, samples.features.rows));

  Run<T> run(kernels::active_kernels<T>(workers), neuron, samples, method, options, observer, rate, workers);
  const trainers::TargetMoments targets =
      moments ? target_moments_of(*moments) : trainers::target_moments(samples.targets);
  if (strategy == BatchStrategy::normal_equation) {
    run.moments.emplace(*std::move(moments));
  } else {
    moments.reset();
  }
  Growth<T> growth(targets, rows, neuron.weights(), neuron.bias(), method, options, rate.first());
  return train_run(neuron, run, growth, method, optimum, strategy);
}

// What a batch training must know of samples that are not here.
struct KnownSamples {
  std::size_t rows = 0;
  trainers::TargetMoments targets;
  std::function<double()> largest_stable_rate;
  std::function<trainers::Optimum()> find_optimum;
};

// Their gradient is that of the moments where `gradient` is empty.
template <class T>
TrainResult train_checked(Neuron<T>& neuron, const KnownSamples& known, const Moments* moments,
                          const trainers::GradientOf<T>& gradient, const TrainOptions& options,
                          const Observer<T>& observer) {
  const BatchStrategy strategy = gradient ? BatchStrategy::gradient_descent : BatchStrategy::normal_equation;
  const Method method = Batch{strategy};
  const std::size_t features = neuron.weights().size();
  const SampleSource<T> samples = {MatrixView<T>{nullptr, known.rows, features, features}, {}};
  check_options<T>(options, method, known.rows);
  check_start(neuron);
  std::optional<trainers::Optimum> optimum;
  if (options.tolerance > 0) optimum = known.find_optimum();
  const trainers::LearningRate rate = trainers::LearningRate::fixed(
      options.learning_rate != automatic ? options.learning_rate
                                         : trainers::automatic_batch_rate(known.largest_stable_rate()));
  Run<T> run(kernels::active_kernels<T>(nullptr), neuron, samples, method, options, observer, rate);
  if (!gradient) run.moments.emplace(*moments);
  run.gradient = gradient;
  run.find_optimum = known.find_optimum;
  if (!(rate.first() > 0)) {
    return {.loss = run.loss(), .stop_reason = StopReason::diverged, .batch_strategy = strategy};
  }
  check_rate<T>(rate.first(), known.rows);
  Growth<T> growth(known.targets, known.rows, neuron.weights(), neuron.bias(), method, options, rate.first());
  return train_run(neuron, run, growth, method, optimum, strategy);
}

}  // namespace

std::string_view to_string(StopReason reason) {
  switch (reason) {
    case StopReason::converged:
      return "converged";
    case StopReason::epochs_done:
      return "epochs done";
    case StopReason::diverged:
      return "diverged";
    case StopReason::observer:
      return "stopped by the observer";
    case StopReason::stagnated:
      return "stagnated";
  }
  throw std::invalid_argument("reason: " + std::to_string(static_cast<int>(reason)) + " is no StopReason");
}

template <class T>
TrainResult train(Neuron<T>& neuron, std::type_identity_t<Samples<T>> samples, Method method,
                  const TrainOptions& options, const std::type_identity_t<Observer<T>>& observer) {
  kernels::check_has_weights(neuron.weights().size());
  kernels::check_view("features", samples.features);
  check_shape<T>(samples.features, neuron);
  kernels::check_size("targets", samples.targets.size(), samples.features.rows,
                      "one for each row of the features");
  return train_checked<T>(neuron, samples, method, options, observer);
}

template <class T>
TrainResult train(Neuron<T>& neuron, std::type_identity_t<GatheredSamples<T>> samples, Method method,
                  const TrainOptions& options, const std::type_identity_t<Observer<T>>& observer) {
  kernels::check_has_weights(neuron.weights().size());
  kernels::check_rows("features", samples.features());
  check_shape<T>(samples.features(), neuron);
  std::vector<T> chosen_targets;
  const std::span<const T> targets = kernels::checked_targets(samples, chosen_targets);
  return train_checked<T>(neuron, {samples.features(), targets}, method, options, observer);
}

template <class T>
TrainResult trainers::train_by_gradients(Neuron<T>& neuron, const Moments& moments,
                                         const GradientOf<T>& gradient, const TrainOptions& options,
                                         const std::type_identity_t<Observer<T>>& observer) {
  kernels::check_has_weights(neuron.weights().size());
  kernels::check_size("moments.features", moments.features(), neuron.weights().size(),
                      "one for each weight of the neuron");
  if (moments.samples() == 0) refuse("moments: of no samples, training needs at least one");
  if (moments.total_weight() != moments.samples()) {
    refuse("moments: of samples with weights, " + text(moments.total_weight()) + " for " +
           text(moments.samples()) + " samples, which only Moments::solve() takes");
  }
  const bool learn_bias = options.learn_bias;
  const T bias = neuron.bias();
  const KnownSamples known{
      .rows = static_cast<std::size_t>(moments.samples()),
      .targets = target_moments_of(moments),
      .largest_stable_rate = [&] { return moments.largest_stable_rate(Batch{}, learn_bias); },
      .find_optimum =
          [&] { return trainers::find_optimum<T>(Samples<T>(), learn_bias, bias, &moments, false); }};
  return train_checked<T>(neuron, known, &moments, gradient, options, observer);
}

template <class T>
TrainResult trainers::train(Neuron<T>& neuron, const DistantSamples<T>& samples, const TrainOptions& options,
                            const std::type_identity_t<Observer<T>>& observer) {
  kernels::check_has_weights(neuron.weights().size());
  kernels::check_size("samples.means", samples.features(), neuron.weights().size(),
                      "one for each weight of the neuron");
  if (samples.rows == 0) refuse("samples: 0 rows, training needs at least one");
  const bool learn_bias = options.learn_bias;
  const T bias = neuron.bias();
  const KnownSamples known{.rows = samples.rows,
                           .targets = samples.targets,
                           .largest_stable_rate = [&] { return stable_rate(samples, learn_bias); },
                           .find_optimum = [&] { return find_optimum(samples, learn_bias, bias); }};
  return train_checked<T>(neuron, known, nullptr, samples.gradient, options, observer);
}

template TrainResult trainers::train_by_gradients(Neuron<float>&, const Moments&, const GradientOf<float>&,
                                                  const TrainOptions&, const Observer<float>&);
template TrainResult trainers::train_by_gradients(Neuron<double>&, const Moments&, const GradientOf<double>&,
                                                  const TrainOptions&, const Observer<double>&);

template TrainResult trainers::train(Neuron<float>&, const DistantSamples<float>&, const TrainOptions&,
                                     const Observer<float>&);
template TrainResult trainers::train(Neuron<double>&, const DistantSamples<double>&, const TrainOptions&,
                                     const Observer<double>&);

template <class T>
TrainResult train(Neuron<T>& neuron, const Moments& moments, const TrainOptions& options,
                  const std::type_identity_t<Observer<T>>& observer) {
  return trainers::train_by_gradients<T>(neuron, moments, {}, options, observer);
}

template TrainResult train(Neuron<float>&, const Moments&, const TrainOptions&, const Observer<float>&);
template TrainResult train(Neuron<double>&, const Moments&, const TrainOptions&, const Observer<double>&);
template TrainResult train(Neuron<float>&, Samples<float>, Method, const TrainOptions&, const Observer<float>&);
template TrainResult train(Neuron<double>&, Samples<double>, Method, const TrainOptions&,
                           const Observer<double>&);
template TrainResult train(Neuron<float>&, GatheredSamples<float>, Method, const TrainOptions&,
                           const Observer<float>&);
template TrainResult train(Neuron<double>&, GatheredSamples<double>, Method, const TrainOptions&,
                           const Observer<double>&);

}  // namespace adaline
