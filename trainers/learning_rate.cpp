#include "trainers/learning_rate.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <variant>

#include "kernels/drivers/checks.hpp"
#include "trainers/curvature.hpp"

namespace adaline {
namespace {

// factor / curvature: any rate will do where there is none, and none where it is not finite.
double rate_of(double factor, double curvature) {
  if (!std::isfinite(curvature)) return 0;
  return curvature > 0 ? factor / curvature : std::numeric_limits<double>::infinity();
}

template <class T>
double checked_stable_rate(const kernels::RowSource<T>& x, const Method& method, bool learn_bias,
                           Workers* workers) {
  if (x.rows == 0 || x.cols == 0) throw std::invalid_argument("samples: none, or without features");
  const auto* const mini_batch = std::get_if<MiniBatch>(&method);
  if (mini_batch != nullptr && mini_batch->size == 0) {
    throw std::invalid_argument("MiniBatch::size: 0, must be at least 1");
  }
  if (std::holds_alternative<Exact>(method)) {
    throw std::invalid_argument("method: Exact has no learning rate");
  }
  return trainers::stable_rate(x, method, learn_bias, workers);
}

}  // namespace

template <class T>
double largest_stable_rate(const Samples<T>& samples, const Method& method, bool learn_bias, Workers* workers) {
  kernels::check_view("features", samples.features);
  return checked_stable_rate<T>(samples.features, method, learn_bias, workers);
}

template <class T>
double largest_stable_rate(const GatheredSamples<T>& samples, const Method& method, bool learn_bias,
                           Workers* workers) {
  kernels::check_rows("features", samples.features());
  return checked_stable_rate<T>(samples.features(), method, learn_bias, workers);
}

template double largest_stable_rate(const Samples<float>&, const Method&, bool, Workers*);
template double largest_stable_rate(const Samples<double>&, const Method&, bool, Workers*);
template double largest_stable_rate(const GatheredSamples<float>&, const Method&, bool, Workers*);
template double largest_stable_rate(const GatheredSamples<double>&, const Method&, bool, Workers*);

namespace trainers {

template <class T>
double stable_rate(const kernels::RowSource<T>& x, const Method& method, bool learn_bias, Workers* workers) {
  if (std::holds_alternative<Online>(method)) return rate_of(2, largest_square(x, learn_bias));
  std::size_t size = x.rows;
  if (const auto* const mini_batch = std::get_if<MiniBatch>(&method)) size = std::min(size, mini_batch->size);
  return rate_of(2, largest_block_curvature(x, size, learn_bias, workers));
}

template <class T>
double stable_rate(const DistantSamples<T>& samples, bool learn_bias) {
  return rate_of(2, largest_eigenvalue(samples, learn_bias) / static_cast<double>(samples.rows));
}

namespace {

// Without a curvature there is no gradient either, and any rate does.
double any_if_infinite(double rate) { return std::isinf(rate) ? 1 : rate; }

// What TrainOptions::learning_rate = automatic stands for: the rate of the first epoch. 0 where the values
// overflow.
//
// Batch (automatic_batch_rate()): 3/4 of the largest stable rate. The steepest direction then halves its error
// in each epoch, and the
//   flat ones, which are what takes long, learn at 3/4 of the largest speed. Online: 1 / (2 max |x|^2), a
//   quarter of what is stable. MiniBatch: half of size / (max |x|^2 + (size - 1) lambda), with lambda the
//   largest eigenvalue of X'X/n: the best constant rate for batches that are drawn at random (Ma, Bassily and
//   Belkin, "The power of interpolation", ICML 2018). Batches in the order of the rows may be alike, so that
//   theirs is a quarter of the largest stable rate too, at most.
template <class T>
double automatic_rate(const kernels::RowSource<T>& x, const Method& method, const TrainOptions& options,
                      const Moments* moments, Workers* workers) {
  const bool with_bias = options.learn_bias;
  double rate = 0;
  if (std::holds_alternative<Online>(method)) {
    rate = 0.25 * stable_rate(x, method, with_bias, workers);
  } else {
    const auto size = static_cast<double>(std::get<MiniBatch>(method).size);
    const double curvature =
        moments != nullptr ? moments->largest_eigenvalue(with_bias) : largest_eigenvalue(x, with_bias, workers);
    const double mean_curvature = curvature / static_cast<double>(x.rows);
    rate = rate_of(0.5 * size, largest_square(x, with_bias) + (size - 1) * mean_curvature);
    if (options.shuffle == Shuffle::none) {
      rate = std::min(rate, 0.25 * stable_rate(x, method, with_bias, workers));
    }
  }
  return any_if_infinite(rate);
}

// At which the noise of steps is half of the tolerance.
double settled_rate(const Method& method, const TrainOptions& options, const std::optional<Optimum>& optimum) {
  if (!optimum || !optimum->is_certain) return 0;
  if (optimum->step_noise == 0) return std::numeric_limits<double>::infinity();
  const auto* const mini_batch = std::get_if<MiniBatch>(&method);
  const double size = mini_batch == nullptr ? 1 : static_cast<double>(mini_batch->size);
  return options.tolerance * size / optimum->step_noise;
}

}  // namespace

double automatic_batch_rate(double largest_stable_rate) { return any_if_infinite(0.75 * largest_stable_rate); }

template <class T>
LearningRate learning_rate(const kernels::RowSource<T>& x, const Method& method, const TrainOptions& options,
                           const std::optional<Optimum>& optimum, const Moments* moments, Workers* workers) {
  if (std::holds_alternative<Exact>(method)) return LearningRate::fixed(1);  // of its step
  if (options.learning_rate != automatic) return LearningRate::fixed(options.learning_rate);
  if (std::holds_alternative<Batch>(method)) {
    return LearningRate::fixed(
        automatic_batch_rate(moments != nullptr ? moments->largest_stable_rate(method, options.learn_bias)
                                                : stable_rate(x, method, options.learn_bias, workers)));
  }
  const double first = automatic_rate(x, method, options, moments, workers);
  return LearningRate::settling(first, settled_rate(method, options, optimum));
}

template double stable_rate(const DistantSamples<float>&, bool);
template double stable_rate(const DistantSamples<double>&, bool);
template LearningRate learning_rate(const kernels::RowSource<float>&, const Method&, const TrainOptions&,
                                    const std::optional<Optimum>&, const Moments*, Workers*);
template LearningRate learning_rate(const kernels::RowSource<double>&, const Method&, const TrainOptions&,
                                    const std::optional<Optimum>&, const Moments*, Workers*);

}  // namespace trainers
}  // namespace adaline
