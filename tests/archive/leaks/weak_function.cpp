// The linker may take this file's std::vector for the whole program.
#include <cstddef>
#include <vector>

#include "level.hpp"

namespace adaline::kernels {
namespace {

void scale(float a, float* x, int n) {
  std::vector<float> scaled;
  for (int i = 0; i < n; ++i) scaled.push_back(a * x[i]);
  for (int i = 0; i < n; ++i) x[i] = scaled[static_cast<std::size_t>(i)];
}

}  // namespace

constinit const Table LEVEL_TABLE = {&scale};

}  // namespace adaline::kernels
