// x w of samples: the one definition that everything that predicts shares.
//
// Up to narrow_features a sample's product is a chain in feature order, and the lanes of a register are
// samples. Beyond, the lanes are features, and some rows are in flight.
#pragma once

#include "columns.hpp"
#include "dot.hpp"
#include "products.hpp"

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

// The columns of a group of at most L narrow samples, and their products with the weights.
template <class Level, std::size_t D, class T, std::size_t L = row_lanes<T>>
struct NarrowGroup {
  using Column = Lanes<Level, T, L>;

  Column column[D + 1];  // one more: an array of none is not C++

  // The first n samples; the other lanes are +0.
  static ADALINE_INLINE NarrowGroup load(const T* x, std::size_t stride, std::size_t n) {
    NarrowGroup g;
    if (D == 1 && stride == 1) {
      g.column[0] = n == L ? Column::load(x) : Column::load(x, n);
      return g;
    }
    // An incomplete group goes through a padded copy, so that the code for whole ones serves both.
    alignas(64) T padded[L * (D + 1)];
    if (n < L) [[unlikely]] {
      for (T& element : padded) element = 0;
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j < D; ++j) padded[i * D + j] = x[i * stride + j];
      }
      x = padded;
      stride = D;
    }
    if (stride == D) {
      unroll<Column::count>([&](auto part) ADALINE_INLINED { g.load_part<part.value>(x); });
    } else {
      unroll<D>([&](auto j) ADALINE_INLINED { g.column[j.value] = Column::load_strided(x + j.value, stride); });
    }
    return g;
  }

  ADALINE_INLINE Column outputs(const T* w, T bias) const {
    auto sum = Column::all(0);
    unroll<D>([&](auto j) ADALINE_INLINED { sum.add_product(column[j.value], Column::all(w[j.value])); });
    return sum + Column::all(bias);
  }

 private:
  // Rows without a gap.
  template <std::size_t Part>
  ADALINE_INLINE void load_part(const T* x) {
    if constexpr (D > 0) {
      using R = Register<Level, T>;
      R row[D];
      R of_part[D];
      unroll<D>([&](auto i)
                    ADALINE_INLINED { row[i.value] = R::load_unaligned(x + (Part * D + i.value) * R::size); });
      Columns<Level, T>::of(row, of_part);
      unroll<D>([&](auto j) ADALINE_INLINED { column[j.value].part[Part] = of_part[j.value]; });
    }
  }
};

// Calls group(first, n) for the rows 0 .. rows-1, row_lanes of them at a time; the last n may be less.
// LastApart compiles it for whole groups alone as well: one feature in cache runs up to 1.8 times as fast.
template <class T, bool LastApart = false, class F>
ADALINE_INLINE void for_groups(std::size_t rows, F group) {
  constexpr std::size_t L = row_lanes<T>;
  std::size_t i = 0;
  if constexpr (LastApart) {
    for (; i + L <= rows; i += L) group(i, L);
  }
  for (; i < rows; i += L) group(i, rows - i < L ? rows - i : L);
}

// How many rows are in flight: each needs its own lanes of 64 bytes, and a load of the weights serves all.
// Four take 4 of AVX-512's registers, 8 of AVX2's 16; with narrower ones two rows take 8.
template <class Level>
inline constexpr std::size_t rows_in_flight = Register<Level, float>::size >= 8 ? 4 : 2;

// The lanes of x w for Rows rows of d > narrow_features.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void wide_sums(const T* x, std::size_t stride, const T* w, std::size_t d,
                              Group<Level, T> (&sum)[Rows]) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  unroll<Rows>([&](auto r) ADALINE_INLINED { sum[r.value] = Sum::all(0); });
  std::size_t j = 0;
  const auto add = [&](auto part, auto... n) ADALINE_INLINED {
    constexpr std::size_t p = decltype(part)::value;
    const Register<Level, T> weights = Sum::template load_part<p>(w + j, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      Register<Level, T>& lanes = sum[r.value].part[decltype(part)::value];
      const auto x_r = Sum::template load_part<decltype(part)::value>(x + r.value * stride + j, n...);
      lanes = multiply_add<Level, T>(x_r, weights, lanes);
    });
  };
  for (; j + L <= d; j += L) Sum::for_registers(add);
  if (j < d) Sum::for_registers(add, d - j);
}

// product[r] = x[r] w for Rows rows.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void wide_products(const T* x, std::size_t stride, const T* w, std::size_t d,
                                  T (&product)[Rows]) {
  Group<Level, T> sum[Rows];
  wide_sums<Level>(x, stride, w, d, sum);
  unroll<Rows>([&](auto r) ADALINE_INLINED { product[r.value] = sum[r.value].fold(); });
}

// How many rows of a group are in flight: each takes 64 bytes' worth of registers, up to half of them.
template <class Level>
inline constexpr std::size_t group_rows_in_flight = Register<Level, float>::size / 2;

// Of row_lanes rows that come from memory: one after the other, as the CPU's own prefetching takes several rows at a time for no
// order at all. (Zen 4: rows of 256 B to 2 KB up to 2.3 times as fast.) Apart from the code for caches.
template <class Level, class T>
[[gnu::noinline]] Group<Level, T> group_products_in_order(const T* x, std::size_t stride, const T* w,
                                                          std::size_t d) {
  return products_with_weights<Level, 1, row_lanes<T>>(x, stride, w, d);
}

// Whether n rows are taken as a group. Registers of 16 bytes have little to fold, and groups bring them nothing in a cache.
template <class Level, class T>
ADALINE_INLINE bool is_group(std::size_t n, bool in_order) {
  return n == row_lanes<T> && (in_order || Register<Level, float>::size >= 8);
}

// The products of the rows of a group, folded together.
template <class Level, class T>
ADALINE_INLINE Group<Level, T> group_products(const T* x, std::size_t stride, const T* w, std::size_t d,
                                              bool in_order) {
  if (in_order) return group_products_in_order<Level>(x, stride, w, d);
  return products_with_weights<Level, group_rows_in_flight<Level>, row_lanes<T>>(x, stride, w, d);
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
