// The matrix of the normal equations, A = X'X with a column of ones in X for a bias that is learned, as what
// multiplies vectors: it is never there, and a product reads the samples once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include <adaline/workers.hpp>

#include "kernels/drivers/kernels.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline::trainers {

// Vectors have an element for each feature, and behind them one for the bias, which is 0 where it is not
// learned.
template <class T>
class NormalMatrix {
 public:
  NormalMatrix(const kernels::RowSource<T>& x, bool with_bias, Workers* workers)
      : kernels_(kernels::active_kernels<T>(workers)),
        x_(x),
        with_bias_(with_bias),
        residence_(kernels_.residence(x)),
        zeros_(std::min(x.rows, piece_rows)),
        weights_(x.cols),
        descent_(x.cols) {}

  std::size_t size() const { return x_.cols + 1; }
  kernels::Kernels<T>& kernels() { return kernels_; }

  // product = A v, of v rounded to T.
  void multiply(std::span<const double> v, std::span<double> product) {
    for (std::size_t j = 0; j < x_.cols; ++j) weights_[j] = static_cast<T>(v[j]);
    const T bias = static_cast<T>(v[x_.cols]);
    std::ranges::fill(product, 0.0);
    // The residuals for targets of 0 are -X v, and so the descent is -X'X v.
    for (std::size_t first = 0; first < x_.rows; first += piece_rows) {
      const std::size_t count = std::min(piece_rows, x_.rows - first);
      T bias_descent = 0;
      kernels_.residual_gradient(x_.part(first, count), zeros_.data(), weights_.data(), bias, descent_.data(),
                                 &bias_descent, residence_);
      for (std::size_t j = 0; j < x_.cols; ++j) product[j] -= static_cast<double>(descent_[j]);
      if (with_bias_) product[x_.cols] -= static_cast<double>(bias_descent);
    }
  }

 private:
  static constexpr std::size_t piece_rows = 16384;  // so that the zeros stay in a cache

  kernels::Kernels<T> kernels_;
  kernels::RowSource<T> x_;
  bool with_bias_;
  kernels::Residence residence_;
  std::vector<T> zeros_;
  std::vector<T> weights_;
  std::vector<T> descent_;
};

}  // namespace adaline::trainers
