// L lanes, over however many registers they take: what the written order's sums run in, whatever a register's
// width.
#pragma once

#include "kernels/definition/order.hpp"
#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T, std::size_t L>
struct Lanes {
  using V = Vector<Target, T>;
  static constexpr std::size_t W = V::size;
  static constexpr std::size_t size = L;
  static constexpr std::size_t count = L / W;  // registers
  static_assert(L % W == 0, "a register must not be wider than the lanes");

  V vector[count];

  static ADALINE_INLINE Lanes all(T value) {
    Lanes lanes;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) lanes.vector[i] = V(value);
    return lanes;
  }

  static ADALINE_INLINE Lanes load(const T* p) {
    Lanes lanes;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) lanes.vector[i] = kernels::load<Target>(p + i * W);
    return lanes;
  }

  // The first n elements, n <= L; the other lanes are +0.
  static ADALINE_INLINE Lanes load(const T* p, std::size_t n) {
    Lanes lanes;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      const std::size_t rest = n > i * W ? n - i * W : 0;
      lanes.vector[i] = rest > 0 ? load_first<Target>(p + i * W, smaller(rest, W)) : V(T(0));
    }
    return lanes;
  }

  ADALINE_INLINE void store(T* p) const {
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) kernels::store_whole(p + i * W, vector[i]);
  }

  ADALINE_INLINE void store(T* p, std::size_t n) const {
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      if (n > i * W) store_first(p + i * W, smaller(n - i * W, W), vector[i]);
    }
  }

  // The first N lanes as scalars: a detour through memory would be waited for.
  template <std::size_t N>
  ADALINE_INLINE void lanes_to(T (&scalars)[N]) const {
    ADALINE_UNROLL for (std::size_t i = 0; i < N; ++i) scalars[i] = vector[i / W].data[i % W];
  }

  // The first n lanes, n <= L, and +0 in the others.
  ADALINE_INLINE Lanes first(std::size_t n) const {
    Lanes lanes;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      const std::size_t rest = n > i * W ? n - i * W : 0;
      lanes.vector[i] = V(keep_first(vector[i].data, smaller(rest, W)));
    }
    return lanes;
  }

  // this += x * y
  ADALINE_INLINE void add_product(const Lanes& x, const Lanes& y) {
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      vector[i] = multiply_add<Target, T>(x.vector[i], y.vector[i], vector[i]);
    }
  }

  ADALINE_INLINE Lanes operator+(const Lanes& y) const {
    Lanes sum;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) sum.vector[i] = plus(vector[i], y.vector[i]);
    return sum;
  }

  ADALINE_INLINE Lanes operator-(const Lanes& y) const {
    Lanes difference;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      difference.vector[i] = minus(vector[i], y.vector[i]);
    }
    return difference;
  }

  ADALINE_INLINE Lanes operator*(const Lanes& y) const {
    Lanes product;
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) product.vector[i] = times(vector[i], y.vector[i]);
    return product;
  }

  // Lane l takes lane l + h, for h = L/2, L/4 .. as long as these are whole registers.
  ADALINE_INLINE V reduce_to_vector() const {
    if constexpr (count == 1) {
      return vector[0];
    } else {
      Lanes<Target, T, L / 2> half;
      ADALINE_UNROLL for (std::size_t i = 0; i < count / 2; ++i) {
        half.vector[i] = plus(vector[i], vector[i + count / 2]);
      }
      return half.reduce_to_vector();
    }
  }

  // The same down to h = 1; then + 0.
  ADALINE_INLINE T reduce() const {
    const typename V::register_type r = reduce_to_vector().data;
    return kernels::reduce(r);
  }
};

// The lanes of a row product, and of everything that takes one row in each lane: 64 bytes' worth.
template <class Target, class T>
using RowLanes = Lanes<Target, T, row_lanes<T>>;

}  // namespace
}  // namespace adaline::kernels
