// A level in miniature: one loop behind a table. LEVEL_TABLE is the name of the table, from CMake.
#pragma once

namespace adaline::kernels {

struct Table {
  void (*scale)(float a, float* x, int n);
};

extern const Table LEVEL_TABLE;

}  // namespace adaline::kernels
