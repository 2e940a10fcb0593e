// A block of online learning of at most narrow_features features: row_lanes samples, one in each lane.
#pragma once

#include "online_block.hpp"

namespace adaline::kernels {
namespace {

template <class Level, std::size_t D, class T>
ADALINE_INLINE bool online_narrow(const OnlineBlock<T>& block, T* w, T& bias, T* errors) {
  constexpr std::size_t L = row_lanes<T>;
  using Lane = Group<Level, T>;
  const MatrixView<T>& x = block.x;
  const auto samples = NarrowGroup<Level, D, T>::load(x.data, x.row_stride, x.rows);

  // Column i: what the step of sample i changes in the errors of the others.
  alignas(64) T effect[L][L];
  const Lane rate = Lane::all(block.rate);
  const Lane bias_product = Lane::all(block.bias_product());
  const auto set_effects = [&](std::size_t i) ADALINE_INLINED {
    Lane product = Lane::all(0);
    unroll<D>([&](auto j) ADALINE_INLINED {
      product.add_product(samples.column[j.value], Lane::all(x.data[i * x.row_stride + j.value]));
    });
    (rate * (product + bias_product)).store(effect[i]);
  };
  const auto effect_of = [&](std::size_t k, std::size_t i) ADALINE_INLINED { return effect[i][k]; };
  const Lane outputs = samples.outputs(w, bias);
  Lane weights = Lane::load(w, D);
  const auto update = [&](std::size_t k) ADALINE_INLINED {
    const T step = block.rate * errors[k];
    weights.add_product(Lane::all(step), Lane::load(x.data + k * x.row_stride, D));
    if (block.learn_bias) bias = bias + step;
  };
  if (x.rows == L) {
    for (std::size_t i = 0; i + 1 < L; ++i) set_effects(i);
    (Lane::load(block.t) - outputs).store(errors);
    if (!substitute<Level, L>(errors, effect_of)) return false;
    for (std::size_t k = 0; k < L; ++k) update(k);
  } else {
    for (std::size_t i = 0; i + 1 < x.rows; ++i) set_effects(i);
    (Lane::load(block.t, x.rows) - outputs).store(errors);
    if (!substitute<Level>(x.rows, errors, effect_of)) return false;
    for (std::size_t k = 0; k < x.rows; ++k) update(k);
  }
  weights.store(w, D);
  return true;
}

}  // namespace
}  // namespace adaline::kernels
