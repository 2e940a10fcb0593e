// What the three trainers share: the state of a run, and the small steps that they are made of.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <type_traits>
#include <variant>
#include <vector>

#include <adaline/train.hpp>
#include <adaline/workers.hpp>

#include "kernels/drivers/kernels.hpp"
#include "kernels/drivers/row_source.hpp"
#include "trainers/distant_samples.hpp"
#include "trainers/learning_rate.hpp"
#include "trainers/moments_gradient.hpp"
#include "trainers/quadratic_loss.hpp"
#include "trainers/row_order.hpp"

namespace adaline::trainers {

// How many rows an epoch takes at a time.
template <class T>
std::size_t rows_at_a_time(const Method& method, std::size_t features) {
  if (const auto* const mini_batch = std::get_if<MiniBatch>(&method)) return mini_batch->size;
  return kernels::online_unit<T>(features);
}

// How an epoch ended.
enum class EpochEnd { done, converged, stopped_by_observer, not_finite };

// `Kernels` is that of the library, or what a benchmark puts in its place.
template <class T, class Kernels = kernels::Kernels<T>>
class Run {
 public:
  Run(const Kernels& the_kernels, const Neuron<T>& neuron, const kernels::SampleSource<T>& the_samples,
      const Method& method, const TrainOptions& the_options, const Observer<T>& the_observer,
      const LearningRate& the_rates, Workers* the_workers = nullptr)
      : kernels(the_kernels),
        workers(the_workers),
        samples(the_samples),
        options(the_options),
        observer(the_observer),
        rates(the_rates),
        rate(rates.first()),
        // A batch is all samples, in whatever order.
        order(samples, std::holds_alternative<Batch>(method) ? Shuffle::none : options.shuffle, options.seed,
              rows_at_a_time<T>(method, samples.features.cols)),
        weights(neuron.weights().begin(), neuron.weights().end()),
        bias(neuron.bias()),
        descent(weights.size()),
        deltas(observer.on_step ? weights.size() : 0),
        residence_(residence(method)),
        saved_weights_(weights) {}

  // Taken once: a run keeps its level.
  Kernels kernels;
  Workers* const workers;  // those of the kernels, or null
  const kernels::SampleSource<T> samples;
  const TrainOptions& options;
  const Observer<T>& observer;

  const LearningRate rates;
  double rate;  // of this epoch
  RowOrder<T> order;

  // Of the run; the neuron gets them when it ends.
  std::vector<T> weights;
  T bias;

  // Of all samples, where batches are taken by them.
  std::optional<MomentsGradient<T>> moments;

  // Where it is there, that of all samples, and takes the place of what is computed here.
  GradientOf<T> gradient;

  // Of samples that are not here.
  std::function<Optimum()> find_optimum;

  std::vector<T> descent;
  T bias_descent = 0;
  std::vector<T> deltas;

  std::size_t epoch = 0;
  std::size_t steps = 0;
  double epoch_loss = 0;

  bool traced() const { return static_cast<bool>(observer.on_step); }

  void begin_epoch() {
    rate = rates.of_epoch(epoch);
    order.begin_epoch(epoch);
  }

  void save() {
    std::ranges::copy(weights, saved_weights_.begin());
    saved_bias_ = bias;
    saved_remainders_ = remainders_;
    saved_steps_ = steps;
  }

  void restore() {
    std::ranges::copy(saved_weights_, weights.begin());
    bias = saved_bias_;
    remainders_ = saved_remainders_;
    steps = saved_steps_;
  }

  // Weights and bias. A value that is not finite stays so through every later update: looking once at the
  // end of an epoch finds it.
  bool is_finite() const {
    bool finite = std::isfinite(bias);
    for (const T w : weights) finite &= std::isfinite(w);
    return finite;
  }

  double loss() const {
    if (gradient) return loss_by<T>(gradient, weights, bias);
    if (are_samples_elsewhere()) return moments->loss(weights, bias);
    return kernels.squared_loss(all_rows(), samples.targets.data(), weights.data(), bias);
  }

  // The loss at the end. Where moments leave it right to a part in 10^6 (double: 10^8), samples are not read
  // once more for it, unless it is compared with an optimum: that is up to a third of the time of 200 epochs by
  // moments (16 features, Zen 4).
  double final_loss() const {
    if (moments && options.tolerance == 0) {
      constexpr double most_rounding = sizeof(T) == sizeof(float) ? 1e-6 : 1e-8;
      const double by_moments = moments->loss(weights, bias);
      if (moments->rounding_of_loss(weights, bias) <= most_rounding * by_moments) return by_moments;
    }
    return loss();
  }

  // Whether the samples themselves are not here: they have a number but no values.
  bool are_samples_elsewhere() const { return samples.targets.empty(); }

  // One step on `count` rows: weights += rate/count * descent. Returns the loss before it.
  double descend(std::size_t first, std::size_t count) {
    const Samples<T> taken = order.take(first, count);
    return step(kernels.residual_gradient(taken.features, taken.targets.data(), weights.data(), bias,
                                          descent.data(), &bias_descent, residence_),
                count);
  }
  // One step on all rows.
  double descend() {
    if (gradient) return step(gradient(weights, bias, descent, bias_descent), samples.features.rows);
    if (moments) {
      const double before = (*moments)(weights, bias, descent, bias_descent);
      return step(before, samples.features.rows);
    }
    return step(kernels.residual_gradient(all_rows(), samples.targets.data(), weights.data(), bias,
                                          descent.data(), &bias_descent, residence_),
                samples.features.rows);
  }

  // From now on, what the rounding of a sum takes from a step is kept and added to the next one, so that steps
  // of less than half a unit in the last place of a weight add up (Kahan, "Further remarks on reducing
  // truncation errors", Communications of the ACM 8, 1965). For those steps that descend() makes.
  void keep_remainders() { remainders_.assign(weights.size() + 1, T(0)); }
  bool keeps_remainders() const { return !remainders_.empty(); }
  std::span<const T> remainders() const { return remainders_; }

  // The rate of a step on the mean of `count` samples, rounded once.
  T mean_rate(std::size_t count) const { return static_cast<T>(rate / static_cast<double>(count)); }

  // Whether factor * direction[j] is under stop_delta for all j, and the bias's too.
  bool converged(T factor, std::span<const T> direction, T bias_direction) const {
    const auto small = [&](T value) {
      return std::fabs(static_cast<double>(factor * value)) < options.stop_delta;
    };
    if (options.learn_bias && !small(bias_direction)) return false;
    return std::ranges::all_of(direction, small);
  }

  // Shows the observer the step that added factor * direction. False: it wants to stop.
  bool show_step(T factor, std::span<const T> direction, T bias_direction, std::optional<T> error,
                 std::optional<double> loss) {
    std::ranges::transform(direction, deltas.begin(), [&](T value) { return factor * value; });
    const T bias_delta = options.learn_bias ? factor * bias_direction : T(0);
    return observer.on_step({epoch, steps - 1, error, loss, deltas, bias_delta, weights, bias});
  }

  // The loss after a step, for those trainers that measure it only on request.
  std::optional<double> requested_loss() {
    if (!observer.step_loss) return std::nullopt;
    if (!quadratic_loss_) {
      if (!QuadraticLoss<T>::pays(samples)) return loss();
      quadratic_loss_.emplace(samples);
    }
    return quadratic_loss_->at(weights, bias);
  }

 private:
  // All rows, as a view or as what packs them. The kernels of a benchmark take no others than views.
  const auto& all_rows() const {
    if constexpr (std::is_same_v<Kernels, kernels::Kernels<T>>) {
      return samples.features;
    } else {
      return samples.features.view();
    }
  }

  // Where descend() reads.
  kernels::Residence residence(const Method& method) const {
    if (order.is_copied() && !std::holds_alternative<Batch>(method)) return kernels::Residence::first_cache;
    return kernels.residence(all_rows());
  }

  // Adds rate/count * descent to the weights. Returns `before`.
  double step(double before, std::size_t count) {
    const T factor = mean_rate(count);
    if (keeps_remainders()) {
      for (std::size_t j = 0; j < weights.size(); ++j) add(factor * descent[j], weights[j], remainders_[j]);
      if (options.learn_bias) add(factor * bias_descent, bias, remainders_.back());
    } else {
      kernels.axpy(factor, descent.data(), weights.data(), weights.size());
      if (options.learn_bias) kernels.axpy(factor, &bias_descent, &bias, 1);
    }
    ++steps;
    return before;
  }

  // sum += step + remainder, rounded; the remainder is then what that rounding took (Dekker's sum of two
  // numbers).
  static void add(T step, T& sum, T& remainder) {
    const T whole = step + remainder;
    const T rounded = sum + whole;
    remainder = whole - (rounded - sum);
    sum = rounded;
  }

  std::optional<QuadraticLoss<T>> quadratic_loss_;
  kernels::Residence residence_;
  std::vector<T> remainders_;  // of the weights and the bias
  std::vector<T> saved_weights_;
  T saved_bias_ = 0;
  std::vector<T> saved_remainders_;
  std::size_t saved_steps_ = 0;
};

}  // namespace adaline::trainers
