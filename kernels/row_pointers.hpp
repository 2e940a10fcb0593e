// Pointers to rows at one distance from each other, as a loop over their elements goes along.
#pragma once

#include "lanes.hpp"

namespace adaline::kernels {
namespace {

// One pointer for four rows: x86 adds once, twice and three times the distance in an instruction's address. A compiler that
// sees where the pointers come from makes one offset for each row instead, and moves them in and out of registers.
template <std::size_t N, class T>
class RowPointers {
 public:
  ADALINE_INLINE RowPointers(const T* first, std::size_t stride) : stride_(stride) {
    unroll<count>([&](auto i) ADALINE_INLINED {
      asm("" : "+r"(first));
      pointer_[i.value] = first;
      first += 4 * stride;
    });
  }

  template <std::size_t I>
  ADALINE_INLINE const T* operator[](Index<I>) const {
    return pointer_[I / 4] + I % 4 * stride_;
  }

  ADALINE_INLINE void advance(std::size_t elements) {
    unroll<count>([&](auto i) ADALINE_INLINED { pointer_[i.value] += elements; });
  }

 private:
  static constexpr std::size_t count = (N + 3) / 4;
  const T* pointer_[count];
  std::size_t stride_;
};

}  // namespace
}  // namespace adaline::kernels
