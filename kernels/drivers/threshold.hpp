// How long work takes, about: whether it pays to divide it among threads.
#pragma once

#include <cstddef>

namespace adaline::kernels {

// Microseconds of a pass over samples in a cache (25 GB/s; Zen 5 has 20 to 80, by features and kernel).
template <class T>
constexpr double time_of_pass(std::size_t rows, std::size_t cols) {
  return static_cast<double>(rows) * static_cast<double>((cols + 1) * sizeof(T)) / 25e3;
}

// Of moments (Zen 5: 0.8 to 1.3 times as long).
constexpr double time_of_moments(std::size_t rows, std::size_t cols) {
  return static_cast<double>(rows) * static_cast<double>(cols + 1) * static_cast<double>(cols + 16) / 50e3;
}

}  // namespace adaline::kernels
