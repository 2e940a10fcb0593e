// Pointers to rows at one distance from each other, as a loop over their columns goes along.
#pragma once

#include "kernels/simd/vector.hpp"

namespace adaline::kernels {
namespace {

// One pointer for four rows: x86 adds once, twice and three times the distance in an instruction's address. A
// compiler that sees where the pointers come from makes one offset for each row instead, and moves them in and
// out of registers.
template <std::size_t N, class T>
class RowPointers {
 public:
  ADALINE_INLINE RowPointers(const T* first, std::size_t stride) : stride_(stride) {
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) {
      asm("" : "+r"(first));
      pointer_[i] = first;
      first += 4 * stride;
    }
  }

  // r is a constant once the loop around it is unrolled.
  ADALINE_INLINE const T* operator[](std::size_t r) const { return pointer_[r / 4] + r % 4 * stride_; }

  ADALINE_INLINE void advance(std::size_t columns) {
    ADALINE_UNROLL for (std::size_t i = 0; i < count; ++i) pointer_[i] += columns;
  }

 private:
  static constexpr std::size_t count = (N + 3) / 4;
  const T* pointer_[count];
  std::size_t stride_;
};

}  // namespace
}  // namespace adaline::kernels
