// Runs before anybody asked the CPU.
#include "level.hpp"

namespace adaline::kernels {
namespace {

float at_start() {
  volatile float value = 1;
  return value;
}

const float unit = at_start();

void scale(float a, float* x, int n) {
  for (int i = 0; i < n; ++i) x[i] = unit * a * x[i];
}

}  // namespace

constinit const Table LEVEL_TABLE = {&scale};

}  // namespace adaline::kernels
