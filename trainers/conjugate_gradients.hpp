// Least squares by conjugate gradients on the normal equations, of samples that are in memory or elsewhere.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "kernels/drivers/row_source.hpp"
#include "trainers/distant_samples.hpp"
#include "trainers/normal_matrix.hpp"

namespace adaline::trainers {

inline double product_of(std::span<const double> a, std::span<const double> b) {
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

// Samples as what power iteration and conjugate gradients read.
template <class T>
class SamplesInMemory {
 public:
  SamplesInMemory(const kernels::SampleSource<T>& samples, bool learn_bias, Workers* workers)
      : samples_(samples), matrix_(samples.features, learn_bias, workers) {}

  std::size_t size() const { return matrix_.size(); }
  void multiply(std::span<const double> v, std::span<double> product) { matrix_.multiply(v, product); }

  double gradient(std::span<const T> weights, T bias, std::span<T> descent, T& bias_descent) {
    kernels::Kernels<T>& kernels = matrix_.kernels();
    return kernels.residual_gradient(samples_.features, samples_.targets.data(), weights.data(), bias,
                                     descent.data(), &bias_descent, kernels.residence(samples_.features));
  }

  double loss(std::span<const T> weights, T bias) {
    return matrix_.kernels().squared_loss(samples_.features, samples_.targets.data(), weights.data(), bias);
  }

 private:
  const kernels::SampleSource<T>& samples_;
  NormalMatrix<T> matrix_;
};

// What moves and scales each feature to a mean of 0 and a mean square of 1; without a bias, nothing moves. A
// feature of one value gets the factor 0.
struct CommonScale {
  std::vector<double> means, factors;

  template <class T>
  CommonScale(const kernels::RowSource<T>& all, bool moves) : means(all.cols), factors(all.cols) {
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
    set_factors(static_cast<double>(all.rows));
  }

  template <class T>
  CommonScale(const DistantSamples<T>& all, bool moves) : means(all.features()), factors(all.squares) {
    const auto rows = static_cast<double>(all.rows);
    for (std::size_t j = 0; j < means.size(); ++j) {
      if (moves) means[j] = all.means[j];
      if (!moves) factors[j] += rows * all.means[j] * all.means[j];
    }
    set_factors(rows);
  }

 private:
  // From sums of squares.
  void set_factors(double rows) {
    for (double& factor : factors) factor = factor > 0 ? std::sqrt(rows / factor) : 0;
  }
};

// Goes from weights to better ones. Its vectors belong to features on a common scale, which is all that some
// problems with features of very different ones need. `Matrix` is SamplesInMemory or DistantMatrix.
template <class T, class Matrix>
class ConjugateGradients {
 public:
  ConjugateGradients(Matrix matrix, CommonScale scale, bool learn_bias, T bias)
      : matrix_(std::move(matrix)),
        scale_(std::move(scale)),
        learn_bias_(learn_bias),
        weights_(matrix_.size() - 1),
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
    result.loss = matrix_.loss(weights_, bias_);
    return result;
  }

  void set_bias(T bias) { bias_ = bias; }
  std::span<const T> weights() const { return weights_; }
  T bias() const { return bias_; }

 private:
  // The descent at the present weights, of the samples themselves; returns their loss.
  double start() {
    T bias_descent = 0;
    const double loss = matrix_.gradient(weights_, bias_, part_, bias_descent);
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

  Matrix matrix_;
  CommonScale scale_;
  bool learn_bias_;
  std::vector<T> weights_;
  T bias_;
  std::vector<T> part_;
  std::vector<double> point_;  // the weights and the bias, before they are rounded
  std::vector<double> descent_, direction_, step_, product_;
};

}  // namespace adaline::trainers
