// A sweep over a pair of rows that are windows of one signal, each a column further on: a tapped delay line.
#pragma once

#include "kernels/online/block_products.hpp"
#include "kernels/rows/step.hpp"

namespace adaline::kernels {
namespace {

// The rows begin at x and x + 1, those of the pair before at x - 2 and x - 1. All four are put together from
// two neighbouring registers of the signal, of which one is new in each step: loads of each row would reach
// into two cache lines, which takes twice the time. (1024 floats: 0.7 of the time, AVX-512, Zen 5.) Update: the
// steps of the pair before go into w first.
template <class Target, bool Update, class T>
ADALINE_INLINE BlockProducts<Target, 2, T> sweep_windows(const T* x, const T (&steps)[2], T* w, std::size_t d) {
  using V = Vector<Target, T>;
  using Lane = RowLanes<Target, T>;
  constexpr std::size_t W = V::size;
  constexpr std::size_t before = Update ? 2 : 0;
  const T* const signal = x - before;
  const std::size_t length = d + before + 1;
  const V factor[2] = {V(steps[0]), V(steps[1])};
  BlockSums<Target, 2, T> sums;
  for (Lane& sum : sums.with_weights) sum = Lane::all(0);
  sums.with_each_other[0] = Lane::all(0);

  // What is behind the last column of x + 1 is not read.
  const auto next = [&](std::size_t j) {
    return j + W <= length ? load<Target>(signal + j)
                           : load_first<Target>(signal + j, length - smaller(j, length));
  };
  // Behind the last column a signal may hold anything, and what is not finite would reach the sums.
  const auto first = [](const V& v, std::size_t columns) {
    return columns < W ? V(keep_first(v.data, columns)) : v;
  };
  const auto step = [&](const V& a, const V& b, V weights, std::size_t columns) {
    if constexpr (Update) {
      weights = multiply_add<Target, T>(factor[0], a, weights);
      weights = multiply_add<Target, T>(factor[1], V(slide<1>(a.data, b.data)), weights);
      weights = first(weights, columns);
    }
    const V row = first(Update ? V(slide<2>(a.data, b.data)) : a, columns);
    const V next_row = first(V(slide<before + 1>(a.data, b.data)), columns);
    V& product = sums.with_weights[0].vector[0];
    V& next_product = sums.with_weights[1].vector[0];
    V& both = sums.with_each_other[0].vector[0];
    product = multiply_add<Target, T>(row, weights, product);
    next_product = multiply_add<Target, T>(next_row, weights, next_product);
    both = multiply_add<Target, T>(next_row, row, both);
    return weights;
  };
  V a = next(0);
  std::size_t j = 0;
  for (; j + W <= d; j += W) {
    const V b = next(j + W);
    const V weights = step(a, b, load<Target>(w + j), W);
    if constexpr (Update) store_whole(w + j, weights);
    a = b;
  }
  if (j < d) {
    const V weights = step(a, next(j + W), load_first<Target>(w + j, d - j), d - j);
    if constexpr (Update) store_first(w + j, d - j, weights);
  }
  return BlockProducts<Target, 2, T>(sums);
}

}  // namespace
}  // namespace adaline::kernels
