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
  using R = Register<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  Sum factor[Rows];
  const T* row[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(factors[r.value * step]);
    row[r.value] = x + r.value * step * stride;
  });
  std::size_t j = 0;
  const auto add = [&](auto part, auto... n) ADALINE_INLINED {
    constexpr std::size_t p = decltype(part)::value;
    R sum = Fresh ? R(T(0)) : Sum::template load_part<p>(sums + j, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      const R x_r = Sum::template load_part<decltype(part)::value>(row[r.value] + j, n...);
      sum = multiply_add<Level, T>(factor[r.value].part[0], x_r, sum);
    });
    Sum::template store_part<p>(sum, sums + j, n...);
  };
  for (; j + L <= d; j += L) Sum::for_registers(add);
  if (j < d) Sum::for_registers(add, d - j);
}

}  // namespace
}  // namespace adaline::kernels
