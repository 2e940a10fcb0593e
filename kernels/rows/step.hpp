// A step along the columns of rows: 64 bytes' worth, or what is left of them. A loop's body is written once,
// with a step as its argument, and compiled for both.
#pragma once

#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

template <class Target, class T>
struct WholeStep {
  using V = Vector<Target, T>;
  static constexpr std::size_t registers = RowLanes<Target, T>::count;

  // Whether register i of the step holds any column.
  ADALINE_INLINE bool reaches(std::size_t) const { return true; }
  ADALINE_INLINE V load(const T* p, std::size_t i) const { return kernels::load<Target>(p + i * V::size); }
  ADALINE_INLINE void store(T* p, std::size_t i, const V& v) const { kernels::store_whole(p + i * V::size, v); }
};

// Nothing is touched behind the last column. What is left is asked for register by register, and not once for
// each row: levels whose step takes several registers are faster by it.
template <class Target, class T>
struct LastStep {
  using V = Vector<Target, T>;
  static constexpr std::size_t registers = RowLanes<Target, T>::count;
  std::size_t columns;  // 0 < columns < row_lanes

  ADALINE_INLINE bool reaches(std::size_t i) const { return columns > i * V::size; }
  ADALINE_INLINE V load(const T* p, std::size_t i) const {
    return load_first<Target>(p + i * V::size, in_register(i));
  }
  ADALINE_INLINE void store(T* p, std::size_t i, const V& v) const {
    store_first(p + i * V::size, in_register(i), v);
  }

 private:
  ADALINE_INLINE std::size_t in_register(std::size_t i) const {
    return smaller(columns - i * V::size, V::size);
  }
};

}  // namespace
}  // namespace adaline::kernels
