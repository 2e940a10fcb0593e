#include "trainers/optimum.hpp"

#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "least_squares/access.hpp"
#include "trainers/conjugate_gradients.hpp"
#include "trainers/moments_of.hpp"
#include "trainers/target_moments.hpp"

namespace adaline::trainers {

using kernels::SampleSource;

namespace {

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

// The steps begin at weights of 0 and, where it is learned, the bias that is the mean of the targets.
template <class T, class Matrix>
Optimum optimum_by_steps(ConjugateGradients<T, Matrix>& steps, const TargetMoments& targets, bool learn_bias) {
  if (learn_bias) steps.set_bias(static_cast<T>(targets.mean));
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
  ConjugateGradients<T, SamplesInMemory<T>> steps({samples, learn_bias, workers},
                                                  CommonScale(samples.features, learn_bias), learn_bias, bias);
  Optimum optimum = optimum_by_steps(steps, target_moments(samples.targets), learn_bias);
  if (wants_step_noise && optimum.loss > optimum.negligible) {
    optimum.step_noise = step_noise(samples, steps.weights(), steps.bias(), learn_bias);
  }
  return optimum;
}

template <class T>
Optimum find_optimum(const DistantSamples<T>& samples, bool learn_bias, T bias) {
  ConjugateGradients<T, DistantMatrix<T>> steps({samples, learn_bias}, CommonScale(samples, learn_bias),
                                                learn_bias, bias);
  return optimum_by_steps(steps, samples.targets, learn_bias);
}

template Optimum find_optimum<float>(const SampleSource<float>&, bool, float, const Moments*, bool, Workers*);
template Optimum find_optimum<double>(const SampleSource<double>&, bool, double, const Moments*, bool,
                                      Workers*);
template Optimum find_optimum(const DistantSamples<float>&, bool, float);
template Optimum find_optimum(const DistantSamples<double>&, bool, double);

}  // namespace adaline::trainers
