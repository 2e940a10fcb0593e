// What the definition is made of: one multiply-add, and the reduction of lanes.
#pragma once

#include <cmath>
#include <cstddef>

namespace adaline::kernels::definition {
namespace {

// The two families. `Arithmetic` below is one of them, and nothing else differs between them.
struct Fused {
  template <class T>
  static T multiply_add(T a, T b, T c) {
    return std::fma(a, b, c);
  }
};

struct Separate {
  template <class T>
  static T multiply_add(T a, T b, T c) {
    return a * b + c;  // two roundings: every file is compiled with -ffp-contract=off
  }
};

// Lane l takes lane l + h, for h = L/2, L/4 .. 1; then + 0, so that no sum is -0. Lanes that got no element
// hold +0, and so change nothing.
template <class T, std::size_t L>
T reduce(const T (&lanes)[L]) {
  T lane[L];
  for (std::size_t l = 0; l < L; ++l) lane[l] = lanes[l];
  for (std::size_t h = L / 2; h > 0; h /= 2) {
    for (std::size_t l = 0; l < h; ++l) lane[l] = lane[l] + lane[l + h];
  }
  return lane[0] + T(0);
}

}  // namespace
}  // namespace adaline::kernels::definition
