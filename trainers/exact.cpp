#include "trainers/exact.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "least_squares/access.hpp"
#include "trainers/moments_of.hpp"

namespace adaline::trainers {
namespace {

// Adds what the residuals of the samples ask for. In double, whatever T is, and about the means of the moments:
// far from 0 a prediction would round what is sought.
template <class T>
void refine(const kernels::SampleSource<T>& samples, std::span<const double> means, bool learn_bias,
            std::span<double> weights) {
  const std::size_t d = samples.features.cols;
  const kernels::Kernels<double> kernels = kernels::active_kernels<double>();
  Moments of_residuals(d);
  std::vector<double> moved(std::min(kernels::chunk_rows, samples.features.rows) * d), residuals;
  for_each_piece(samples.features, [&](std::size_t first, const MatrixView<T>& x) {
    for (std::size_t begin = 0; begin < x.rows; begin += kernels::chunk_rows) {
      const std::size_t rows = std::min(kernels::chunk_rows, x.rows - begin);
      for (std::size_t r = 0; r < rows; ++r) {
        const T* const row = x.data + (begin + r) * x.row_stride;
        for (std::size_t j = 0; j < d; ++j) moved[r * d + j] = static_cast<double>(row[j]) - means[j];
      }
      const MatrixView<double> view{moved.data(), rows, d, d};
      residuals.resize(rows);
      kernels.predict(view, weights.data(), 0, residuals.data());
      for (std::size_t r = 0; r < rows; ++r) {
        const double target = static_cast<double>(samples.targets[first + begin + r]) - means[d];
        residuals[r] = target - residuals[r];
      }
      of_residuals.add(Samples<double>{view, residuals});
    }
  });
  const LeastSquares step = of_residuals.solve(0, learn_bias);
  for (std::size_t j = 0; j < d; ++j) weights[j] += step.weights()[j];
}

}  // namespace

template <class T>
ExactWeights exact_weights(const kernels::SampleSource<T>& samples, double ridge, bool learn_bias, double bias,
                           Workers* workers) {
  const Moments moments = moments_of(samples, workers);
  if (!least_squares::is_finite(moments)) {
    return {std::vector<double>(moments.features(), std::numeric_limits<double>::quiet_NaN()), bias};
  }
  const LeastSquares solution = least_squares::solve(moments, ridge, learn_bias, bias);
  ExactWeights exact{{solution.weights().begin(), solution.weights().end()},
                     learn_bias ? solution.bias() : bias};
  // Each time the error of the weights is multiplied by about the relative error of a solution.
  const double negligible = std::fmax(1e-12, static_cast<double>(std::numeric_limits<T>::epsilon()) / 64);
  constexpr int most = 3;
  double error = solution.relative_error();
  const double factor = error;
  if (ridge > 0 || error <= negligible || factor > 0.1) return exact;
  std::vector<double> means = least_squares::MomentsAccess::total(moments).means;
  if (!learn_bias) {
    std::ranges::fill(means, 0.0);
    means[moments.features()] = bias;
  }
  for (int i = 0; i < most && error > negligible; ++i) {
    refine(samples, means, learn_bias, exact.weights);
    error *= factor;
  }
  if (learn_bias) {
    exact.bias = means[moments.features()];
    for (std::size_t j = 0; j < exact.weights.size(); ++j) exact.bias -= means[j] * exact.weights[j];
  }
  return exact;
}

template ExactWeights exact_weights(const kernels::SampleSource<float>&, double, bool, double, Workers*);
template ExactWeights exact_weights(const kernels::SampleSource<double>&, double, bool, double, Workers*);

}  // namespace adaline::trainers
