// x w of samples: the one definition that everything that predicts shares.
//
// Up to narrow_features a sample's product is a chain in feature order, and the lanes of a register are
// samples. Beyond, the lanes are features, and some rows are in flight.
#pragma once

#include "dot.hpp"

namespace adaline::kernels {
namespace {

template <class Level, class T>
using Group = Lanes<Level, T, row_lanes<T>>;

// Calls f with Index<d> for a d of at most narrow_features: the narrow kernels are compiled for each.
template <class F>
ADALINE_INLINE void with_narrow(std::size_t d, F f) {
  unroll<narrow_features + 1>([&](auto i) ADALINE_INLINED {
    if (d == i.value) f(i);
  });
}

// Column j of the next row_lanes samples.
template <class Level, std::size_t D, class T>
ADALINE_INLINE Group<Level, T> load_column(const T* x, std::size_t stride, std::size_t j) {
  if (D == 1 && stride == 1) return Group<Level, T>::load(x);
  return Group<Level, T>::load_strided(x + j, stride);
}

// Column j of the last n samples; the other lanes are +0.
template <class Level, std::size_t D, class T>
ADALINE_INLINE Group<Level, T> load_column(const T* x, std::size_t stride, std::size_t j, std::size_t n) {
  if (D == 1 && stride == 1) return Group<Level, T>::load(x, n);
  return Group<Level, T>::load_strided(x + j, stride, n);
}

// The columns of a group of narrow samples, and their products with the weights.
template <class Level, std::size_t D, class T>
struct NarrowGroup {
  Group<Level, T> column[D + 1];  // one more: an array of none is not C++

  // `n...` is nothing for a whole group, else the number of samples.
  template <class... Count>
  static ADALINE_INLINE NarrowGroup load(const T* x, std::size_t stride, Count... n) {
    NarrowGroup g;
    unroll<D>([&](auto j)
                  ADALINE_INLINED { g.column[j.value] = load_column<Level, D>(x, stride, j.value, n...); });
    return g;
  }

  ADALINE_INLINE Group<Level, T> outputs(const T* w, T bias) const {
    auto sum = Group<Level, T>::all(0);
    unroll<D>([&](auto j)
                  ADALINE_INLINED { sum.add_product(column[j.value], Group<Level, T>::all(w[j.value])); });
    return sum + Group<Level, T>::all(bias);
  }
};

// How many rows are in flight: each needs its own lanes of 64 bytes, and a load of the weights serves all.
// Four take 4 of AVX-512's registers, 8 of AVX2's 16; with narrower ones two rows take 8.
template <class Level>
inline constexpr std::size_t rows_in_flight = Register<Level, float>::size >= 8 ? 4 : 2;

// product[r] = x[r] w for Rows rows of d > narrow_features.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void wide_products(const T* x, std::size_t stride, const T* w, std::size_t d,
                                  T (&product)[Rows]) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  Sum sum[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED { sum[r.value] = Sum::all(0); });
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    const Sum weights = Sum::load(w + j);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      sum[r.value].add_product(Sum::load(x + r.value * stride + j), weights);
    });
  }
  if (j < d) {
    const Sum weights = Sum::load(w + j, d - j);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      sum[r.value].add_product(Sum::load(x + r.value * stride + j, d - j), weights);
    });
  }
  unroll<Rows>([&](auto r) ADALINE_INLINED { product[r.value] = sum[r.value].fold(); });
}

// Calls block(first, Index<Rows>) for the rows 0 .. n-1, as many at a time as are in flight.
template <class Level, class F>
ADALINE_INLINE void for_row_blocks(std::size_t n, F block) {
  constexpr std::size_t Rows = rows_in_flight<Level>;
  std::size_t i = 0;
  for (; i + Rows <= n; i += Rows) block(i, Index<Rows>{});
  for (; i < n; ++i) block(i, Index<1>{});
}

// The product of one sample.
template <class Level, class T>
ADALINE_INLINE T row_product(const T* x, const T* w, std::size_t d) {
  if (d > narrow_features) return sum_of_products<Level, row_lanes<T>>(x, w, d);
  T sum = 0;
  for (std::size_t j = 0; j < d; ++j) sum = scalar_multiply_add<Level, T>(x[j], w[j], sum);
  return sum;
}

}  // namespace
}  // namespace adaline::kernels
