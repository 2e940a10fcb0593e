#include "bench/accuracy/least_squares_solver.hpp"

#include <adaline/moments.hpp>
#include <adaline/train.hpp>

namespace adaline::bench {
namespace {

Samples<double> samples_of(const double* x, const double* y, std::size_t rows, std::size_t cols) {
  return {{x, rows, cols}, {y, rows}};
}

std::optional<Fit> by_moments(const double* x, const double* y, std::size_t rows, std::size_t cols,
                              bool learn_bias) {
  Moments moments(cols);
  moments.add(samples_of(x, y, rows, cols));
  const LeastSquares solution = moments.solve(0, learn_bias);
  if (solution.rank() < cols) return std::nullopt;
  Fit fit;
  if (learn_bias) {
    fit.coefficients.push_back(solution.bias());
    fit.standard_errors.push_back(solution.bias_standard_error());
  }
  fit.coefficients.insert(fit.coefficients.end(), solution.weights().begin(), solution.weights().end());
  fit.standard_errors.insert(fit.standard_errors.end(), solution.standard_errors().begin(),
                             solution.standard_errors().end());
  fit.is_doubtful = solution.quality() == SolutionQuality::ill_conditioned;
  return fit;
}

// Weights alone, and refined by the samples.
std::optional<Fit> by_training(const double* x, const double* y, std::size_t rows, std::size_t cols,
                               bool learn_bias) {
  Neuron<double> neuron(cols);
  const TrainResult result = train(neuron, samples_of(x, y, rows, cols), Exact{}, {.learn_bias = learn_bias});
  if (result.stop_reason != StopReason::converged) return std::nullopt;
  for (const double weight : neuron.weights()) {
    if (weight == 0) return std::nullopt;  // of a column that was left out
  }
  Fit fit;
  if (learn_bias) fit.coefficients.push_back(neuron.bias());
  fit.coefficients.insert(fit.coefficients.end(), neuron.weights().begin(), neuron.weights().end());
  return fit;
}

}  // namespace

std::vector<LeastSquaresSolver> least_squares_solvers() {
  return {{"adaline moments", by_moments}, {"adaline Exact", by_training}};
}

}  // namespace adaline::bench
