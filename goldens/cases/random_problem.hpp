// Samples of a noisy linear neuron, with well-conditioned features.
#pragma once

#include <vector>

#include <adaline/matrix.hpp>

#include "goldens/cases/values.hpp"

namespace adaline::cases {

template <class T>
struct RandomProblem {
  std::vector<T> x, t;
  std::size_t rows, cols, stride;

  RandomProblem(std::size_t n, std::size_t d, std::uint64_t seed, double noise = 0.1)
      : x(n * (d + 2)), t(n), rows(n), cols(d), stride(d + 2) {
    Random random(seed);
    const auto w = values<T>(random, d);
    for (std::size_t i = 0; i < n; ++i) {
      double target = 0.5 + noise * random.number<double>(2);
      for (std::size_t j = 0; j < d; ++j) {
        x[i * stride + j] = random.number<T>(2);
        target += double(w[j]) * double(x[i * stride + j]);
      }
      t[i] = static_cast<T>(target);
    }
  }

  Samples<T> view() const { return {{x.data(), rows, cols, stride}, t}; }
};

}  // namespace adaline::cases
