// Several rows added to sums at once: the sums are loaded and stored once for all of them.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// sums += factors[r] * row r, each element in row order. Rows and factors are `step` apart.
// Fresh: the sums begin at 0, whatever is there.
template <class Level, std::size_t Rows, bool Fresh = false, class T>
ADALINE_INLINE void add_rows(const T* x, std::size_t stride, const T* factors, std::size_t step, T* sums,
                             std::size_t d) {
  using Sum = Lanes<Level, T, row_lanes<T>>;
  constexpr std::size_t L = row_lanes<T>;
  Sum factor[Rows];
  const T* row[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(factors[r.value * step]);
    row[r.value] = x + r.value * step * stride;
  });
  const auto add = [&](std::size_t j, auto... n) ADALINE_INLINED {
    Sum sum = Fresh ? Sum::all(0) : Sum::load(sums + j, n...);
    unroll<Rows>([&](auto r)
                     ADALINE_INLINED { sum.add_product(factor[r.value], Sum::load(row[r.value] + j, n...)); });
    sum.store(sums + j, n...);
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) add(j);
  if (j < d) add(j, d - j);
}

}  // namespace
}  // namespace adaline::kernels
