#include "stability.hpp"

#include <adaline/kernels.hpp>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace adaline::cli {
namespace {

template <class T>
MatrixView<T> rows(const MatrixView<T>& x, std::size_t first, std::size_t count) {
  return {x.data + first * x.row_stride, count, x.cols, x.row_stride};
}

template <class T>
double largest_magnitude(const MatrixView<T>& x) {
  double largest = 1;  // that of a bias
  for (std::size_t r = 0; r < x.rows; ++r) {
    for (const T value : std::span(x.data + r * x.row_stride, x.cols)) {
      largest = std::max(largest, std::fabs(static_cast<double>(value)));
    }
  }
  return largest;
}

// The largest eigenvalue of X'X, for one block of rows after the other.
template <class T>
class PowerIteration {
 public:
  PowerIteration(const MatrixView<T>& x, std::size_t block, bool with_bias)
      : with_bias_(with_bias),
        length_(1 / largest_magnitude(x)),
        zeros_(block),
        vector_(x.cols),
        image_(x.cols) {}

  double eigenvalue(const MatrixView<T>& x) {
    constexpr int most = 200;
    constexpr double tolerance = 1e-6;
    start();
    double value = 0;
    for (int i = 0; i < most; ++i) {
      // The residuals for targets of 0 are -X v, and so the descent is -X'X v.
      T image_bias = 0;
      residual_gradient(Samples<T>{x, std::span(zeros_).first(x.rows)}, vector_, bias_, image_, image_bias);
      const double before = value;
      value = normalize(image_, image_bias) / length_;
      if (!(value > 0) || !std::isfinite(value)) return value;
      std::swap(vector_, image_);
      bias_ = image_bias;
      if (std::fabs(value - before) <= tolerance * value) break;
    }
    return value;
  }

 private:
  // Anew for each block: the vector of another one may be orthogonal to all its rows, as with one-hot features. No
  // vector that is sought is likely to be orthogonal to this one.
  void start() {
    constexpr double golden_ratio = 0.61803398874989485;
    for (std::size_t j = 0; j < vector_.size(); ++j) {
      const double turns = golden_ratio * static_cast<double>(j);
      vector_[j] = static_cast<T>(1 + turns - std::floor(turns));
    }
    bias_ = 1;
    normalize(vector_, bias_);
  }

  // Products with vectors of this length stay in range as long as the samples do. Returns the norm before.
  double normalize(std::vector<T>& v, T& bias) const {
    if (!with_bias_) bias = 0;
    double sum = static_cast<double>(bias) * static_cast<double>(bias);
    for (const T value : v) sum += static_cast<double>(value) * static_cast<double>(value);
    const double norm = std::sqrt(sum);
    const double factor = length_ / norm;
    for (T& value : v) value = static_cast<T>(static_cast<double>(value) * factor);
    bias = static_cast<T>(static_cast<double>(bias) * factor);
    return norm;
  }

  bool with_bias_;
  double length_;
  std::vector<T> zeros_;
  std::vector<T> vector_;
  std::vector<T> image_;
  T bias_ = 0;
};

// The largest mean eigenvalue of all blocks.
template <class T>
double largest_curvature(const MatrixView<T>& x, std::size_t block, const TrainOptions& options) {
  PowerIteration<T> iteration(x, block, options.learn_bias);
  double largest = 0;
  for (std::size_t first = 0; first < x.rows; first += block) {
    const std::size_t count = std::min(block, x.rows - first);
    if (count < block && !options.keep_last_batch) break;
    const double curvature = iteration.eigenvalue(rows(x, first, count)) / static_cast<double>(count);
    if (!std::isfinite(curvature)) return curvature;
    largest = std::max(largest, curvature);
  }
  return largest;
}

template <class T>
double largest_square(const MatrixView<T>& x, bool with_bias) {
  double largest = 0;
  for (std::size_t r = 0; r < x.rows; ++r) {
    double sum = with_bias ? 1 : 0;
    for (const T value : std::span(x.data + r * x.row_stride, x.cols)) {
      sum += static_cast<double>(value) * static_cast<double>(value);
    }
    largest = std::max(largest, sum);
  }
  return largest;
}

}  // namespace

template <class T>
double largest_stable_rate(const Samples<T>& samples, const Method& method, const TrainOptions& options) {
  const MatrixView<T>& x = samples.features;
  const auto* const mini_batch = std::get_if<MiniBatch>(&method);
  const double curvature =
      std::holds_alternative<Online>(method)
          ? largest_square(x, options.learn_bias)
          : largest_curvature(x, mini_batch != nullptr ? std::min(mini_batch->size, x.rows) : x.rows, options);
  return curvature > 0 && std::isfinite(curvature) ? 2 / curvature : 0;
}

template <class T>
LargestFeature largest_feature(MatrixView<T> features) {
  const double unit = largest_magnitude(features);  // so that squares stay in range
  std::vector<double> squares(features.cols);
  for (std::size_t r = 0; r < features.rows; ++r) {
    for (std::size_t c = 0; c < features.cols; ++c) {
      const double value = static_cast<double>(features.data[r * features.row_stride + c]) / unit;
      squares[c] += value * value;
    }
  }
  const auto largest = std::ranges::max_element(squares);
  return {static_cast<std::size_t>(largest - squares.begin()),
          unit * std::sqrt(*largest / static_cast<double>(features.rows))};
}

template double largest_stable_rate(const Samples<float>&, const Method&, const TrainOptions&);
template double largest_stable_rate(const Samples<double>&, const Method&, const TrainOptions&);
template LargestFeature largest_feature(MatrixView<float>);
template LargestFeature largest_feature(MatrixView<double>);

}  // namespace adaline::cli
