// What the three trainers share: the state of a run, and the small steps that they are made of.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <adaline/train.hpp>

#include "../kernels/asks_ahead.hpp"
#include "../kernels/dispatch.hpp"
#include "../kernels/quadratic_loss.hpp"

namespace adaline::trainers {

// How an epoch ended.
enum class EpochEnd { done, converged, stopped_by_observer, not_finite };

template <class T>
class Run {
 public:
  Run(const Neuron<T>& neuron, const Samples<T>& the_samples, const TrainOptions& the_options,
      const Observer<T>& the_observer)
      : kernels(kernels::active_level().table<T>()),
        samples(the_samples),
        options(the_options),
        observer(the_observer),
        weights(neuron.weights().begin(), neuron.weights().end()),
        bias(neuron.bias()),
        descent(weights.size()),
        scratch(weights.size()),
        deltas(observer.on_step ? weights.size() : 0),
        ask_ahead_(kernels::asks_ahead(samples.features)),
        saved_weights_(weights) {}

  // Taken once: a run keeps its level.
  const kernels::KernelTable<T>& kernels;
  const Samples<T>& samples;
  const TrainOptions& options;
  const Observer<T>& observer;

  // Of the run; the neuron gets them when it ends.
  std::vector<T> weights;
  T bias;

  std::vector<T> descent;
  T bias_descent = 0;
  std::vector<T> scratch;
  std::vector<T> deltas;

  std::size_t epoch = 0;
  std::size_t steps = 0;
  double epoch_loss = 0;

  bool traced() const { return static_cast<bool>(observer.on_step); }

  // Rows first .. first + count - 1.
  MatrixView<T> rows(std::size_t first, std::size_t count) const {
    const MatrixView<T>& x = samples.features;
    return {x.data + first * x.row_stride, count, x.cols, x.row_stride};
  }

  void save() {
    std::ranges::copy(weights, saved_weights_.begin());
    saved_bias_ = bias;
    saved_steps_ = steps;
  }

  void restore() {
    std::ranges::copy(saved_weights_, weights.begin());
    bias = saved_bias_;
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
    return kernels.squared_loss(samples.features, samples.targets.data(), weights.data(), bias);
  }

  // One step on `count` rows: weights += rate/count * descent. Returns the loss before it.
  double descend(std::size_t first, std::size_t count) {
    const double before =
        kernels.residual_gradient(rows(first, count), samples.targets.data() + first, weights.data(), bias,
                                  descent.data(), &bias_descent, scratch.data(), ask_ahead_);
    const T factor = mean_rate(count);
    kernels.axpy(factor, descent.data(), weights.data(), weights.size());
    if (options.learn_bias) kernels.axpy(factor, &bias_descent, &bias, 1);
    ++steps;
    return before;
  }

  // The rate of a step on the mean of `count` samples, rounded once.
  T mean_rate(std::size_t count) const {
    return static_cast<T>(options.learning_rate / static_cast<double>(count));
  }

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
      if (!kernels::QuadraticLoss<T>::pays(samples)) return loss();
      quadratic_loss_.emplace(samples);
    }
    return quadratic_loss_->at(weights, bias);
  }

 private:
  std::optional<kernels::QuadraticLoss<T>> quadratic_loss_;
  bool ask_ahead_;
  std::vector<T> saved_weights_;
  T saved_bias_ = 0;
  std::size_t saved_steps_ = 0;
};

}  // namespace adaline::trainers
