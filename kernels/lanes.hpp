// The virtual register: L lanes over however many machine registers they take.
//
// `Level` names the instruction set: Level::Registers is an xsimd architecture, Level::fused its family.
// Loops over registers are pack expansions: g++ keeps an array that a `for` loop indexes in memory.
#pragma once

#include <cstddef>
#include <utility>

#include "masked.hpp"
#include "order.hpp"

namespace adaline::kernels {
namespace {

// Inlining is part of the code shape: a call moves accumulators through memory. Without these, g++ 12 calls
// the lambdas (`dot` of 12: 40 ns against 4), and its attribute `flatten` does not change that.
#define ADALINE_INLINE inline __attribute__((always_inline))
#define ADALINE_INLINED __attribute__((always_inline))  // of a lambda

// Calls f with the compile-time indices 0 .. Count-1.
template <std::size_t I>
struct Index {
  static constexpr std::size_t value = I;
};

template <class F, std::size_t... I>
ADALINE_INLINE void unroll_indices(F& f, std::index_sequence<I...>) {
  (f(Index<I>{}), ...);
}

template <std::size_t Count, class F>
ADALINE_INLINE void unroll(F f) {
  unroll_indices(f, std::make_index_sequence<Count>{});
}

constexpr std::size_t smaller(std::size_t a, std::size_t b) { return a < b ? a : b; }

template <class Level, class T>
using Register = xsimd::batch<T, typename Level::Registers>;

template <class Level, class T>
ADALINE_INLINE Register<Level, T> multiply_add(Register<Level, T> a, Register<Level, T> b,
                                               Register<Level, T> c) {
  // Not a + b on Arm: xsimd 13's operator may become a call.
  return xsimd::fma(a, b, c);
}

// One multiply-add of the level's family.
template <class Level, class T>
ADALINE_INLINE T scalar_multiply_add(T a, T b, T c) {
  if constexpr (!Level::fused) {
    return a * b + c;
  } else if constexpr (sizeof(T) == sizeof(float)) {
    return __builtin_fmaf(a, b, c);
  } else {
    return __builtin_fma(a, b, c);
  }
}

// The first n elements at p, then zeros; n may exceed the register.
template <class Level, class T>
ADALINE_INLINE Register<Level, T> load_first(const T* p, std::size_t n) {
  using R = Register<Level, T>;
  return R(load_first(p, n < R::size ? n : R::size, typename R::register_type{}));
}

// How many of n elements are left for register I.
template <std::size_t Width, std::size_t I>
ADALINE_INLINE std::size_t left(std::size_t n) {
  return n > I * Width ? n - I * Width : 0;
}

template <class Level, class T, std::size_t L>
struct Lanes {
  using R = Register<Level, T>;
  static constexpr std::size_t width = R::size;
  static constexpr std::size_t size = L;
  static constexpr std::size_t count = L / width;
  static_assert(L % width == 0, "a register must not be wider than the lanes");

  R part[count];

  static ADALINE_INLINE Lanes all(T value) {
    Lanes v;
    unroll<count>([&](auto i) ADALINE_INLINED { v.part[i.value] = R(value); });
    return v;
  }

  // All of L elements, or the first n, n <= L; the other lanes are +0.
  template <class... N>
  static ADALINE_INLINE Lanes load(const T* p, N... n) {
    Lanes v;
    unroll<count>([&](auto i) ADALINE_INLINED { v.part[i.value] = load_part<i.value>(p, n...); });
    return v;
  }

  // Register I of that.
  template <std::size_t I>
  static ADALINE_INLINE R load_part(const T* p) {
    return R::load_unaligned(p + I * width);
  }

  template <std::size_t I>
  static ADALINE_INLINE R load_part(const T* p, std::size_t n) {
    const std::size_t rest = left<width, I>(n);
    return rest > 0 ? load_first<Level, T>(p + I * width, rest) : R(T(0));
  }

  // Calls f(Index<i>) for each register i, or f(Index<i>, n) for each that holds some of n elements. A loop over registers with
  // the rows inside asks once what is left, not once for each row: sse2 is up to twice as fast where it has four of them.
  template <class F>
  static ADALINE_INLINE void for_registers(F f) {
    unroll<count>(f);
  }
  template <class F>
  static ADALINE_INLINE void for_registers(F f, std::size_t n) {
    unroll<count>([&](auto i) ADALINE_INLINED {
      if (n > i.value * width) f(i, n);
    });
  }

  // Elements p[0], p[stride], ..
  static ADALINE_INLINE Lanes load_strided(const T* p, std::size_t stride) {
    Lanes v;
    unroll<count>([&](auto i) ADALINE_INLINED {
      v.part[i.value] = strided(p + i.value * width * stride, stride, std::make_index_sequence<width>{});
    });
    return v;
  }

  // All lanes, or the first n, n <= L.
  template <class... N>
  ADALINE_INLINE void store(T* p, N... n) const {
    unroll<count>([&](auto i) ADALINE_INLINED { store_part<i.value>(part[i.value], p, n...); });
  }

  template <std::size_t I>
  static ADALINE_INLINE void store_part(const R& register_i, T* p) {
    register_i.store_unaligned(p + I * width);
  }

  template <std::size_t I>
  static ADALINE_INLINE void store_part(const R& register_i, T* p, std::size_t n) {
    const std::size_t rest = left<width, I>(n);
    if (rest > 0) store_first(p + I * width, smaller(rest, width), register_of(register_i));
  }

  // The first N lanes as scalars. (A detour through memory would be waited for.)
  template <std::size_t N>
  ADALINE_INLINE void lanes_to(T (&scalars)[N]) const {
    unroll<N>([&](auto i) ADALINE_INLINED { scalars[i.value] = part[i.value / width].data[i.value % width]; });
  }

  // The first n lanes, n <= L, and +0 in the others.
  ADALINE_INLINE Lanes first(std::size_t n) const {
    Lanes v;
    unroll<count>([&](auto i) ADALINE_INLINED {
      v.part[i.value] = R(keep_first(register_of(part[i.value]), smaller(left<width, i.value>(n), width)));
    });
    return v;
  }

  // this += x * y
  ADALINE_INLINE void add_product(const Lanes& x, const Lanes& y) {
    unroll<count>([&](auto i) ADALINE_INLINED {
      part[i.value] = multiply_add<Level, T>(x.part[i.value], y.part[i.value], part[i.value]);
    });
  }

  // this += x[0 .. n) * y[0 .. n), n < L. Whole registers are loaded whole, and nothing is done for those without elements.
  template <std::size_t First = 0>
  ADALINE_INLINE void add_products(const T* x, const T* y, std::size_t n) {
    if constexpr (First < count) {
      if (n >= width) {
        part[First] = multiply_add<Level, T>(R::load_unaligned(x), R::load_unaligned(y), part[First]);
        add_products<First + 1>(x + width, y + width, n - width);
      } else if (n > 0) {
        part[First] =
            multiply_add<Level, T>(load_first<Level, T>(x, n), load_first<Level, T>(y, n), part[First]);
      }
    }
  }

  ADALINE_INLINE Lanes operator+(const Lanes& y) const {
    Lanes v;
    unroll<count>([&](auto i)
                      ADALINE_INLINED { v.part[i.value] = R(part[i.value].data + y.part[i.value].data); });
    return v;
  }

  ADALINE_INLINE Lanes operator-(const Lanes& y) const {
    Lanes v;
    unroll<count>([&](auto i)
                      ADALINE_INLINED { v.part[i.value] = R(part[i.value].data - y.part[i.value].data); });
    return v;
  }

  ADALINE_INLINE Lanes operator*(const Lanes& y) const {
    Lanes v;
    unroll<count>([&](auto i)
                      ADALINE_INLINED { v.part[i.value] = R(part[i.value].data * y.part[i.value].data); });
    return v;
  }

  // Lane l takes lane l + h, for h = L/2, L/4 .. as long as these are whole registers.
  ADALINE_INLINE R fold_to_register() const {
    if constexpr (count > 1) {
      Lanes<Level, T, L / 2> half;
      unroll<count / 2>([&](auto i) ADALINE_INLINED {
        half.part[i.value] = R(part[i.value].data + part[i.value + count / 2].data);
      });
      return half.fold_to_register();
    } else {
      return part[0];
    }
  }

  // The same down to h = 1; then + 0.
  ADALINE_INLINE T fold() const { return fold_register(register_of(fold_to_register())); }

  static ADALINE_INLINE typename R::register_type register_of(const R& r) { return r.data; }

 private:
  template <std::size_t... I>
  static ADALINE_INLINE R strided(const T* p, std::size_t stride, std::index_sequence<I...>) {
    return R(p[I * stride]...);
  }
};

// Lane l of `sum` takes the square of lane l of x, in double.
template <class Level, std::size_t L>
ADALINE_INLINE void add_squares(const Lanes<Level, double, L>& x, Lanes<Level, double, L>& sum) {
  sum.add_product(x, x);
}

template <class Level, std::size_t L>
ADALINE_INLINE void add_squares(const Lanes<Level, float, L>& x, Lanes<Level, double, L>& sum) {
  using Wide = Register<Level, double>;
  unroll<Lanes<Level, float, L>::count>([&](auto i) ADALINE_INLINED {
    const auto narrow = x.part[i.value].data;
    const Wide low(widen(lower(narrow)));
    const Wide high(widen(upper(narrow)));
    constexpr std::size_t k = 2 * i.value;
    sum.part[k] = multiply_add<Level, double>(low, low, sum.part[k]);
    sum.part[k + 1] = multiply_add<Level, double>(high, high, sum.part[k + 1]);
  });
}

}  // namespace
}  // namespace adaline::kernels
