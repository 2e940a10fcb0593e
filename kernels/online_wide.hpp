// A block of online learning of more features than narrow_features.
#pragma once

#include "add_rows.hpp"
#include "online_block.hpp"

namespace adaline::kernels {
namespace {

// Calls f with Index<rows of a block>.
template <class T, class F>
ADALINE_INLINE void with_online_block(std::size_t d, F f) {
  switch (online_block<T>(d)) {
    case 8:
      return f(Index<8>{});
    case 4:
      return f(Index<4>{});
    default:
      return f(Index<2>{});
  }
}

// The pairs of rows (k, i), i < k, one after the other.
constexpr std::size_t pair_index(std::size_t k, std::size_t i) { return k * (k - 1) / 2 + i; }
constexpr std::size_t first_of_pair(std::size_t q) {
  std::size_t k = 1;
  while (pair_index(k + 1, 0) <= q) ++k;
  return k;
}
constexpr std::size_t second_of_pair(std::size_t q) { return q - pair_index(first_of_pair(q), 0); }

// How many of its products are summed at a time.
template <class Level>
inline constexpr std::size_t gram_in_flight = Register<Level, float>::size >= 16 ? 16 : 4;

template <class Level, std::size_t Rows, class T>
ADALINE_INLINE bool online_wide(const OnlineBlock<T>& block, T* w, T& bias, T* errors) {
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t pairs = Rows * (Rows - 1) / 2;
  using Sum = Group<Level, T>;
  const std::size_t d = block.x.cols;
  const std::size_t stride = block.x.row_stride;
  const T* const x = block.x.data;

  alignas(64) T effect[(pairs + L - 1) / L * L];
  products<Level, gram_in_flight<Level>, pairs>(
      d, [&](auto q) ADALINE_INLINED { return x + first_of_pair(decltype(q)::value) * stride; },
      [&](auto q) ADALINE_INLINED { return x + second_of_pair(decltype(q)::value) * stride; }, effect);
  const Sum rate = Sum::all(block.rate);
  const Sum bias_product = Sum::all(block.bias_product());
  for (std::size_t q = 0; q < pairs; q += L) (rate * (Sum::load(effect + q) + bias_product)).store(effect + q);

  alignas(64) T product[L];
  products<Level, Rows, Rows>(
      d, [&](auto k) ADALINE_INLINED { return x + k.value * stride; }, [&](auto) ADALINE_INLINED { return w; },
      product);
  for (std::size_t k = 0; k < Rows; ++k) errors[k] = block.t[k] - (product[k] + bias);
  if (!substitute<Level, Rows>(
          errors, [&](std::size_t k, std::size_t i) ADALINE_INLINED { return effect[pair_index(k, i)]; })) {
    return false;
  }

  T step[Rows];
  unroll<Rows>([&](auto k) ADALINE_INLINED {
    step[k.value] = block.rate * errors[k.value];
    if (block.learn_bias) bias = bias + step[k.value];
  });
  add_rows<Level, Rows>(x, stride, step, 1, w, d);
  return true;
}

// The rows that are left, fewer than a block has.
template <class Level, class T>
[[gnu::noinline]] bool online_part_of_block(const OnlineBlock<T>& block, T* w, T& bias, T* errors) {
  const MatrixView<T>& x = block.x;
  const auto row = [&](std::size_t i) { return x.data + i * x.row_stride; };
  for (std::size_t k = 0; k < x.rows; ++k)
    errors[k] = block.t[k] - (row_product<Level>(row(k), w, x.cols) + bias);
  const auto effect = [&](std::size_t k, std::size_t i) {
    return block.rate * (row_product<Level>(row(k), row(i), x.cols) + block.bias_product());
  };
  if (!substitute<Level>(x.rows, errors, effect)) return false;
  for (std::size_t k = 0; k < x.rows; ++k) {
    const T step = block.rate * errors[k];
    add_scaled<Level>(step, row(k), w, x.cols);
    if (block.learn_bias) bias = bias + step;
  }
  return true;
}

}  // namespace
}  // namespace adaline::kernels
