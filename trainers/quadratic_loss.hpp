// The loss as a quadratic function of weights and bias: after one pass over the samples, its value anywhere
// costs O(d^2).
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "kernels/drivers/row_source.hpp"

namespace adaline::trainers {

// 1/2 * sum of (t - x w - b)^2 in double, about a point that moves along:
//   L(v0 + d) = L(v0) - g d + 1/2 d' A d,  v = (w, b), A = sum of (x, 1)(x, 1)', g = sum of e (x, 1) at v0.
// Near v0 nothing cancels. Where it does, and digits would be lost, the point moves to where we are: another
// pass.
template <class T>
class QuadraticLoss {
 public:
  // Beyond, the matrix leaves the cache.
  static constexpr std::size_t most_features = 256;

  // Whether it is cheaper than a pass over the samples each time.
  static bool pays(const kernels::SampleSource<T>& samples) {
    return samples.features.cols <= most_features && samples.features.cols < samples.features.rows;
  }

  // O(rows * d^2); holds (d + 1)^2 numbers.
  explicit QuadraticLoss(const kernels::SampleSource<T>& samples);

  // To nine digits of the exact loss at these weights; not finite where weights or samples are not. O(d^2), now
  // and then O(rows * d).
  double at(std::span<const T> w, T bias);

 private:
  void move_to(std::span<const T> w, T bias);

  kernels::SampleSource<T> samples_;
  std::size_t size_;                                        // of v
  std::vector<double> matrix_;                              // A
  std::vector<double> point_;                               // v0
  std::vector<double> descent_;                             // g
  std::vector<double> offset_;                              // d
  double loss_ = std::numeric_limits<double>::quiet_NaN();  // at v0; nothing compares to it before there is one
};

extern template class QuadraticLoss<float>;
extern template class QuadraticLoss<double>;

}  // namespace adaline::trainers
