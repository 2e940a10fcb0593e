// What the file of one level exports: plain function pointers, and nothing that another level could share.
#pragma once

#include <adaline/cpu.hpp>
#include <adaline/matrix.hpp>

namespace adaline::skeleton {

struct Level {
  Isa isa;
  void (*of_float)(const MatrixView<float>& x, float* norms);
  void (*of_double)(const MatrixView<double>& x, double* norms);
};

}  // namespace adaline::skeleton
