// The numbers that kernels are measured on: the same in every run, allocated once for all benchmarks. They
// let kernels that change their arrays run on them for ever: values stay finite, and none gets as small as a
// denormal, which would be slow.
#pragma once

#include <adaline/matrix.hpp>
#include <cstddef>
#include <cstdint>

#include "goldens/cases/case.hpp"
#include "goldens/cases/random_bits.hpp"

namespace adaline::bench {

enum class Values {
  ordinary,  // of either sign, magnitudes 1/2 to 1
  // The same magnitudes, with signs for which every kernel adds up the magnitudes of all that it adds
  // otherwise; the sum may come out negative. Rounding errors are in proportion to these sums.
  magnitudes
};

template <class T>
class Data {
 public:
  explicit Data(Values values = Values::ordinary) : values_(values) {}

  // What a task needs for the shape, with everything as at the start. Valid until the next call.
  cases::Operands<T> operands(bool over_samples, cases::Shape shape) {
    cases::Operands<T> o;
    o.shape = shape;
    o.features = constant(features_, shape.rows * shape.cols, 0, 1);
    o.weights = reserve(weights_, shape.cols);
    fill(o.weights, shape.cols, 1, 1);
    o.rate = T(1) / static_cast<T>(32 * (shape.cols + 1));  // online learning does not diverge
    o.bias = T(0.5);
    if (over_samples) {
      // The residual t - z of a negative t adds magnitudes; times a negative rate it is a positive step.
      const int sign = values_ == Values::magnitudes ? -1 : 1;
      o.targets = constant(targets_, shape.rows, 2, sign);
      o.rate *= static_cast<T>(sign);
      o.rows_out = reserve(rows_out_, shape.rows);
      o.cols_out = reserve(cols_out_, shape.cols);
      if (shape.cols <= most_moments) {
        const std::size_t n = cases::moments_size(shape.cols);
        if (moments_out_.cols() < n) moments_out_ = Matrix<double>(1, n);
        o.moments_out = moments_out_.data();
      }
    }
    return o;
  }

 private:
  using Array = Matrix<T>;  // of one row: 64-byte aligned

  static constexpr std::size_t most_moments = 1024;  // more than any shape of moments has

  static T* reserve(Array& array, std::size_t n) {
    if (array.cols() < n) {
      array = {};  // not both at once
      array = Array(1, n);
    }
    return array.data();
  }

  const T* constant(Array& array, std::size_t n, unsigned stream, int sign) {
    if (array.cols() < n) fill(reserve(array, n), n, stream, sign);
    return array.data();
  }

  void fill(T* to, std::size_t n, unsigned stream, int sign) const {
    for (std::size_t i = 0; i < n; ++i) {
      const std::uint64_t bits = random_bits(i + (std::uint64_t{stream} << 48U));
      const T magnitude = T(0.5) + static_cast<T>(bits >> 11U) * T(0x1p-54);
      const bool negative = values_ == Values::ordinary ? bits % 2 != 0 : sign < 0;
      to[i] = negative ? -magnitude : magnitude;
    }
  }

  static std::uint64_t random_bits(std::uint64_t counter) {
    return cases::split_mix((counter + 1) * cases::split_mix_step);
  }

  Values values_;
  Array features_, targets_, weights_, rows_out_, cols_out_;
  Matrix<double> moments_out_;
};

}  // namespace adaline::bench
