// An instruction that dispatch does not ask for, where the flags allow it.
#include "level.hpp"

namespace adaline::kernels {
namespace {

void scale(float a, float* x, int n) {
  if (n > 0) x[0] = a * static_cast<float>(__builtin_clz(static_cast<unsigned>(n)));
}

}  // namespace

constinit const Table LEVEL_TABLE = {&scale};

}  // namespace adaline::kernels
