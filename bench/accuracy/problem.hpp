// The numbers that errors are measured on: the same in every run, and on every CPU. Every bit of a significand
// is random: numbers of few bits would make products exact, and roundings rare.
#pragma once

#include <adaline/matrix.hpp>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "goldens/cases/case.hpp"
#include "goldens/cases/random_bits.hpp"

namespace adaline::bench {

enum class Signs {
  mixed,    // sums cancel
  positive  // nothing cancels. Targets are negative, as errors are t - z
};

template <class T>
class Problem {
 public:
  Problem(cases::Shape shape, Signs signs, std::uint64_t seed)
      : shape_(shape), signs_(signs), state_(seed << 32U) {
    features_ = numbers(shape.rows * shape.cols);
    weights_ = numbers(shape.cols);
    targets_ = numbers(shape.rows);
    if (signs == Signs::positive) {
      for (std::size_t i = 0; i < shape.rows; ++i) targets_.data()[i] = -targets_.data()[i];
    }
    bias_ = number();
    // Of samples: so small that rate * (|x|^2 + 1) < 1, and a step does not enlarge an error of the weights.
    rate_ = shape.rows == 1 ? number() : T(0.9) / static_cast<T>(shape.cols + 1);
    updated_ = Matrix<T>(1, shape.cols);
    rows_out_ = Matrix<T>(1, shape.rows);
    cols_out_ = Matrix<T>(1, shape.cols);
    if (shape.rows > 1 && shape.cols <= most_moments) {
      moments_out_ = Matrix<double>(1, cases::moments_size(shape.cols));
    }
  }

  // Everything as at the start. Valid until the next call.
  cases::Operands<T> operands() {
    cases::Operands<T> o;
    o.shape = shape_;
    o.features = features_.data();
    o.targets = targets_.data();
    o.weights = updated_.data();
    std::copy_n(weights_.data(), shape_.cols, o.weights);
    o.rows_out = rows_out_.data();
    o.cols_out = cols_out_.data();
    o.moments_out = moments_out_.data();
    o.bias = bias_;
    o.rate = rate_;
    return o;
  }

 private:
  static constexpr std::size_t most_moments = 64;

  Matrix<T> numbers(std::size_t n) {
    Matrix<T> array(1, n);  // 64-byte aligned: others' results may depend on that
    for (std::size_t i = 0; i < n; ++i) array.data()[i] = number();
    return array;
  }

  // Evenly spread over (0, 1), or over (-1, 1): each binade is half as likely as the one above it.
  T number() {
    const std::uint64_t bits = random_bits();
    const int binade = -1 - std::min(std::countr_zero(random_bits()), 20);
    const T magnitude = std::ldexp(cases::significand<T>(bits), binade);
    return signs_ == Signs::mixed && bits % 2 != 0 ? -magnitude : magnitude;
  }

  std::uint64_t random_bits() { return cases::split_mix(state_ += cases::split_mix_step); }

  cases::Shape shape_;
  Signs signs_;
  std::uint64_t state_;
  Matrix<T> features_, targets_, weights_, updated_, rows_out_, cols_out_;
  Matrix<double> moments_out_;
  T bias_ = 0;
  T rate_ = 0;
};

}  // namespace adaline::bench
