#include "trainers/exact.hpp"

#include <algorithm>
#include <limits>

#include "least_squares/access.hpp"
#include "trainers/moments_of.hpp"

namespace adaline::trainers {
namespace {

// Adds what the residuals of the samples ask for. In double, whatever T is: samples are widened piece by piece.
template <class T>
void refine(const kernels::SampleSource<T>& samples, bool learn_bias, ExactWeights& exact) {
  const std::size_t d = samples.features.cols;
  const kernels::Kernels<double> kernels = kernels::active_kernels<double>();
  Moments of_residuals(d);
  std::vector<double> wide, residuals;
  for_each_piece(samples.features, [&](std::size_t first, const MatrixView<T>& x) {
    for (std::size_t begin = 0; begin < x.rows; begin += kernels::chunk_rows) {
      const std::size_t rows = std::min(kernels::chunk_rows, x.rows - begin);
      wide.clear();
      for (std::size_t r = begin; r < begin + rows; ++r) {
        wide.insert(wide.end(), x.data + r * x.row_stride, x.data + r * x.row_stride + d);
      }
      const MatrixView<double> view{wide.data(), rows, d, d};
      residuals.resize(rows);
      kernels.predict(view, exact.weights.data(), exact.bias, residuals.data());
      for (std::size_t r = 0; r < rows; ++r) {
        residuals[r] = static_cast<double>(samples.targets[first + begin + r]) - residuals[r];
      }
      of_residuals.add(Samples<double>{view, residuals});
    }
  });
  const LeastSquares step = solve(of_residuals, 0, learn_bias, 0);
  for (std::size_t j = 0; j < d; ++j) exact.weights[j] += step.weights()[j];
  if (learn_bias) exact.bias += step.bias();
}

}  // namespace

LeastSquares solve(const Moments& moments, double ridge, bool learn_bias, double bias) {
  const kernels::MomentsValue& total = least_squares::MomentsAccess::total(moments);
  std::vector<double> means = total.means;
  if (!learn_bias) means[moments.features()] -= bias;
  return least_squares::solve({.features = moments.features(),
                               .samples = moments.samples(),
                               .weight = total.weight,
                               .means = means.data(),
                               .products = total.products.data()},
                              ridge, learn_bias);
}

template <class T>
ExactWeights exact_weights(const kernels::SampleSource<T>& samples, double ridge, bool learn_bias,
                           double bias) {
  const Moments moments = moments_of(samples);
  if (!least_squares::is_finite(moments)) {
    return {std::vector<double>(moments.features(), std::numeric_limits<double>::quiet_NaN()), bias};
  }
  const LeastSquares solution = solve(moments, ridge, learn_bias, bias);
  ExactWeights exact{{solution.weights().begin(), solution.weights().end()},
                     learn_bias ? solution.bias() : bias};
  // Each time the error of the weights is multiplied by about the relative error of a solution.
  constexpr double negligible = 1e-12;
  constexpr int most = 3;
  double error = solution.relative_error();
  const double factor = error;
  for (int i = 0; i < most && ridge == 0 && error > negligible && factor < 0.1; ++i) {
    refine(samples, learn_bias, exact);
    error *= factor;
  }
  return exact;
}

template ExactWeights exact_weights(const kernels::SampleSource<float>&, double, bool, double);
template ExactWeights exact_weights(const kernels::SampleSource<double>&, double, bool, double);

}  // namespace adaline::trainers
