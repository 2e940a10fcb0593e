#include "trainers/optimum.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "least_squares/access.hpp"
#include "trainers/moments_of.hpp"
#include "trainers/normal_matrix.hpp"
#include "trainers/target_moments.hpp"

namespace adaline::trainers {

using kernels::RowSource;
using kernels::SampleSource;

namespace {

double product_of(std::span<const double> a, std::span<const double> b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

// What the last steps lowered the loss by, together.
class LastDecreases {
 public:
  explicit LastDecreases(std::size_t count) : decreases_(count) {}

  void add(double decrease) { decreases_[steps_++ % decreases_.size()] = decrease; }
  bool is_full() const { return steps_ >= decreases_.size(); }
  double sum() const { return std::accumulate(decreases_.begin(), decreases_.end(), 0.0); }

 private:
  std::vector<double> decreases_;
  std::size_t steps_ = 0;
};

// Sum of e^2 |x|^2 / sum of e^2, with 1 more in |x|^2 for a bias.
template <class T>
double step_noise(const SampleSource<T>& samples, std::span<const T> weights, T bias, bool learn_bias) {
  double errors = 0, steps = 0;
  for_each_piece(samples.features, [&](std::size_t first, const MatrixView<T>& x) {
    for (std::size_t i = 0; i < x.rows; ++i) {
      const T* const row = x.data + i * x.row_stride;
      double e = static_cast<double>(samples.targets[first + i]) - static_cast<double>(bias);
      double square = learn_bias ? 1 : 0;
      for (std::size_t j = 0; j < x.cols; ++j) {
        const auto value = static_cast<double>(row[j]);
        e -= value * static_cast<double>(weights[j]);
        square += value * value;
      }
      errors += e * e;
      steps += e * e * square;
    }
  });
  return steps / errors;
}

// What moves and scales each feature to a mean of 0 and a mean square of 1; without a bias, nothing moves. A
// feature of one value gets the factor 0.
struct CommonScale {
  std::vector<double> means, factors;

  template <class T>
  CommonScale(const RowSource<T>& all, bool moves) : means(all.cols), factors(all.cols) {
    for_each_piece(all, [&](std::size_t first, const MatrixView<T>& x) {
      for (std::size_t i = 0; i < x.rows; ++i) {
        const double share = moves ? 1 / static_cast<double>(first + i + 1) : 0;
        for (std::size_t j = 0; j < x.cols; ++j) {
          const auto value = static_cast<double>(x.data[i * x.row_stride + j]);
          const double difference = value - means[j];
          means[j] += difference * share;
          factors[j] += difference * (value - means[j]);
        }
      }
    });
    const auto rows = static_cast<double>(all.rows);
    for (double& factor : factors) factor = factor > 0 ? std::sqrt(rows / factor) : 0;
  }
};

// Goes from weights to better ones. Its vectors belong to features on a common scale, which is all that some
// problems with features of very different ones need.
template <class T>
class ConjugateGradients {
 public:
  ConjugateGradients(const SampleSource<T>& samples, bool learn_bias, T bias, Workers* workers)
      : samples_(samples),
        learn_bias_(learn_bias),
        matrix_(samples.features, learn_bias, workers),
        scale_(samples.features, learn_bias),
        weights_(samples.features.cols),
        bias_(bias),
        part_(weights_.size()),
        descent_(matrix_.size()),
        step_(matrix_.size()),
        product_(matrix_.size()) {}

  // What a run of steps from the present weights came to.
  struct Result {
    double first_loss = 0;
    double loss = 0;       // of the weights that they end at
    double expected = 0;   // that loss, by what the steps should have lowered it by
    bool is_done = false;  // else the steps were used up, or a number overflowed
  };

  Result run(double negligible_decrease) {
    constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
    Result result;
    result.first_loss = result.expected = start();
    double square = product_of(descent_, descent_);
    // Less of it is rounding, which in directions that the samples do not know would grow.
    const double rounding = 64 * epsilon * epsilon * square;
    LastDecreases last(std::clamp<std::size_t>(matrix_.size(), 8, 50));
    const std::size_t most = std::min<std::size_t>(1000, 2 * matrix_.size() + 100);
    for (std::size_t step = 0; step < most && !result.is_done; ++step) {
      if (square <= rounding) {
        result.is_done = true;
        break;
      }
      set_step();
      matrix_.multiply(step_, product_);
      to_common_scale(product_);
      const double curvature = product_of(direction_, product_);
      if (!(curvature > 0) || !std::isfinite(curvature)) break;
      const double length = square / curvature;
      for (std::size_t j = 0; j < point_.size(); ++j) {
        point_[j] += length * step_[j];
        descent_[j] -= length * product_[j];
      }
      const double decrease = length * square / 2;
      last.add(decrease);
      result.expected = std::fmax(result.expected - decrease, 0.0);
      result.is_done = last.is_full() && last.sum() <= 1e-9 * result.expected + negligible_decrease;
      const double next_square = product_of(descent_, descent_);
      for (std::size_t j = 0; j < point_.size(); ++j) {
        direction_[j] = descent_[j] + next_square / square * direction_[j];
      }
      square = next_square;
    }
    for (std::size_t j = 0; j < weights_.size(); ++j) weights_[j] = static_cast<T>(point_[j]);
    bias_ = static_cast<T>(point_.back());
    result.loss =
        matrix_.kernels().squared_loss(samples_.features, samples_.targets.data(), weights_.data(), bias_);
    return result;
  }

  std::span<const T> weights() const { return weights_; }
  T bias() const { return bias_; }

 private:
  // The descent at the present weights, of the samples themselves; returns their loss.
  double start() {
    T bias_descent = 0;
    kernels::Kernels<T>& kernels = matrix_.kernels();
    const double loss =
        kernels.residual_gradient(samples_.features, samples_.targets.data(), weights_.data(), bias_,
                                  part_.data(), &bias_descent, kernels.residence(samples_.features));
    std::ranges::copy(part_, descent_.begin());
    descent_.back() = learn_bias_ ? static_cast<double>(bias_descent) : 0;
    to_common_scale(descent_);
    direction_ = descent_;
    point_.assign(weights_.begin(), weights_.end());
    point_.push_back(static_cast<double>(bias_));
    return loss;
  }

  // A gradient by weights becomes one by those of the features on a common scale.
  void to_common_scale(std::span<double> gradient) const {
    for (std::size_t j = 0; j < weights_.size(); ++j) {
      gradient[j] = (gradient[j] - scale_.means[j] * gradient.back()) * scale_.factors[j];
    }
  }

  // What the direction is to the weights themselves.
  void set_step() {
    double moved = 0;
    for (std::size_t j = 0; j < weights_.size(); ++j) {
      step_[j] = direction_[j] * scale_.factors[j];
      moved += scale_.means[j] * step_[j];
    }
    step_.back() = direction_.back() - moved;
  }

  const SampleSource<T>& samples_;
  bool learn_bias_;
  NormalMatrix<T> matrix_;
  CommonScale scale_;
  std::vector<T> weights_;
  T bias_;
  std::vector<T> part_;
  std::vector<double> point_;  // the weights and the bias, before they are rounded
  std::vector<double> descent_, direction_, step_, product_;
};

template <class T>
Optimum optimum_by_moments(const SampleSource<T>& samples, const Moments& moments, bool learn_bias, T bias,
                           bool wants_step_noise) {
  constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
  if (!least_squares::is_finite(moments)) return {.loss = std::numeric_limits<double>::infinity()};
  const LeastSquares solution = least_squares::solve(moments, 0, learn_bias, static_cast<double>(bias));
  const double of_constant = solution.total_sum_of_squares() / 2;
  const double squares = of_constant + moments.samples() * moments.target_mean() * moments.target_mean() / 2;
  Optimum optimum{.loss = solution.residual_sum_of_squares() / 2,
                  .negligible = std::fmax(squares * 64 * 64 * epsilon * epsilon, 1e-12 * of_constant),
                  .step_noise = 0,
                  .rounding = 256 * epsilon,
                  .is_certain = solution.quality() != SolutionQuality::ill_conditioned};
  if (wants_step_noise && optimum.loss > optimum.negligible) {
    std::vector<T> weights(samples.features.cols);
    for (std::size_t j = 0; j < weights.size(); ++j) weights[j] = static_cast<T>(solution.weights()[j]);
    if (learn_bias) bias = static_cast<T>(solution.bias());
    optimum.step_noise = step_noise<T>(samples, weights, bias, learn_bias);
  }
  return optimum;
}

}  // namespace

template <class T>
Optimum find_optimum(const std::type_identity_t<SampleSource<T>>& samples, bool learn_bias, T bias,
                     const Moments* moments, bool wants_step_noise, Workers* workers) {
  if (moments != nullptr) return optimum_by_moments(samples, *moments, learn_bias, bias, wants_step_noise);
  if (has_moments(samples.features.rows, samples.features.cols)) {
    return optimum_by_moments(samples, moments_of(samples, workers), learn_bias, bias, wants_step_noise);
  }
  const TargetMoments targets = target_moments(samples.targets);
  if (learn_bias) bias = static_cast<T>(targets.mean);
  ConjugateGradients<T> steps(samples, learn_bias, bias, workers);

  constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
  const double rounding = targets.squares / 2 * 64 * 64 * epsilon * epsilon;
  Optimum optimum{.loss = 0, .negligible = 0, .step_noise = 0, .rounding = 256 * epsilon, .is_certain = false};
  // Products in T leave an error that goes with the loss that a run starts from: the second run starts near the
  // optimum.
  constexpr int most_runs = 3;
  for (int run = 0; run < most_runs && !optimum.is_certain; ++run) {
    const auto result = steps.run(0.01 * optimum.negligible);
    if (run == 0) {
      optimum.loss = result.first_loss;
      optimum.negligible = std::fmax(rounding, 1e-12 * result.first_loss);
    }
    if (!std::isfinite(result.loss)) break;
    optimum.loss = std::fmin(optimum.loss, result.loss);
    const double doubt = (1e-6 + optimum.rounding) * result.loss + optimum.negligible;
    optimum.is_certain = result.is_done && std::fabs(result.loss - result.expected) <= doubt;
    if (result.loss <= optimum.negligible) optimum.is_certain = true;
  }
  if (wants_step_noise && optimum.loss > optimum.negligible) {
    optimum.step_noise = step_noise(samples, steps.weights(), steps.bias(), learn_bias);
  }
  return optimum;
}

template Optimum find_optimum<float>(const SampleSource<float>&, bool, float, const Moments*, bool, Workers*);
template Optimum find_optimum<double>(const SampleSource<double>&, bool, double, const Moments*, bool,
                                      Workers*);

}  // namespace adaline::trainers
