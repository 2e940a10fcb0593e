// The targets by themselves: their mean, and how far from it they are.
#pragma once

#include <cstddef>
#include <span>

namespace adaline::trainers {

struct TargetMoments {
  double mean = 0;
  double deviations = 0;  // sum of (t - mean)^2
  double squares = 0;     // sum of t^2
};

// Of n targets, from the mean and the sum of squares about it.
inline TargetMoments target_moments(double n, double mean, double deviations) {
  return {.mean = mean, .deviations = deviations, .squares = deviations + n * mean * mean};
}

// The sum of f(t) in eight chains: one would wait for each addition.
template <class T, class F>
double sum_of(std::span<const T> targets, F f) {
  constexpr std::size_t chains = 8;
  double sums[chains] = {};
  std::size_t i = 0;
  for (; i + chains <= targets.size(); i += chains) {
    for (std::size_t k = 0; k < chains; ++k) sums[k] += f(static_cast<double>(targets[i + k]));
  }
  for (; i < targets.size(); ++i) sums[0] += f(static_cast<double>(targets[i]));
  double sum = 0;
  for (const double value : sums) sum += value;
  return sum;
}

template <class T>
TargetMoments target_moments(std::span<const T> targets) {
  const double n = static_cast<double>(targets.size());
  if (targets.empty()) return {};
  const double mean = sum_of(targets, [](double t) { return t; }) / n;
  return target_moments(n, mean, sum_of(targets, [&](double t) { return (t - mean) * (t - mean); }));
}

}  // namespace adaline::trainers
