// BLIS by its own functions: its BLAS has the names of OpenBLAS's.
#include "bench/peers/blis.hpp"

#include <blis.h>

#include <cstdlib>

#include "bench/peers/blas_levels.hpp"
#include "bench/peers/blas_operation.hpp"

namespace adaline::bench {
namespace {

using Size = dim_t;

// What BLIS only reads it takes by pointers to what is not const, in versions before 1.0.
template <class T>
T* unconst(const T* x) {
  return const_cast<T*>(x);
}

float blas_dot(std::size_t n, const float* x, const float* y) {
  float sum = 0;
  bli_sdotv(BLIS_NO_CONJUGATE, BLIS_NO_CONJUGATE, Size(n), unconst(x), 1, unconst(y), 1, &sum);
  return sum;
}
double blas_dot(std::size_t n, const double* x, const double* y) {
  double sum = 0;
  bli_ddotv(BLIS_NO_CONJUGATE, BLIS_NO_CONJUGATE, Size(n), unconst(x), 1, unconst(y), 1, &sum);
  return sum;
}

void blas_axpy(std::size_t n, float a, const float* x, float* y) {
  bli_saxpyv(BLIS_NO_CONJUGATE, Size(n), &a, unconst(x), 1, y, 1);
}
void blas_axpy(std::size_t n, double a, const double* x, double* y) {
  bli_daxpyv(BLIS_NO_CONJUGATE, Size(n), &a, unconst(x), 1, y, 1);
}

trans_t of(Op op) { return op == Op::plain ? BLIS_NO_TRANSPOSE : BLIS_TRANSPOSE; }

void blas_gemv(Op op, const MatrixView<float>& m, float a, const float* x, float b, float* y) {
  bli_sgemv(of(op), BLIS_NO_CONJUGATE, Size(m.rows), Size(m.cols), &a, unconst(m.data), Size(m.row_stride), 1,
            unconst(x), 1, &b, y, 1);
}
void blas_gemv(Op op, const MatrixView<double>& m, double a, const double* x, double b, double* y) {
  bli_dgemv(of(op), BLIS_NO_CONJUGATE, Size(m.rows), Size(m.cols), &a, unconst(m.data), Size(m.row_stride), 1,
            unconst(x), 1, &b, y, 1);
}

constexpr std::size_t narrow_squares = 1;

void blas_syrk(const MatrixView<double>& m, double* c, std::size_t stride) {
  double one = 1;
  bli_dsyrk(BLIS_LOWER, BLIS_TRANSPOSE, Size(m.cols), Size(m.rows), &one, unconst(m.data), Size(m.row_stride),
            1, &one, c, Size(stride), 1);
}

}  // namespace
}  // namespace adaline::bench

#include "bench/peers/blas_kernels.hpp"

namespace adaline::bench {
namespace {

constexpr const char* choice = "BLIS_ARCH_TYPE";

// The number of the configuration for a level. BLIS ends the program where it is told of one that it was built
// without.
int configuration_for([[maybe_unused]] Isa level) {
#if defined(BLIS_CONFIG_SKX)
  if (level == Isa::avx512) return BLIS_ARCH_SKX;
#endif
#if defined(BLIS_CONFIG_HASWELL)
  if (level == Isa::avx2 || level == Isa::avx512) return BLIS_ARCH_HASWELL;
#endif
  return -1;
}

// BLIS chooses at its first use, by this variable or by the CPU, and takes a CPU that it does not know for a
// generic one. What it would choose cannot be asked before. All its configurations for AVX2 and more have the
// same kernels for vectors: of 4096 floats 0.9.0 takes 126 ns for a dot on Zen 5 with each of them, skx among
// them, and 492 as it chooses by itself.
void choose_best_kernels() {
  const int best = configuration_for(detected_isa());
  if (best < 0 || std::getenv(choice) != nullptr) return;  // a user's choice stays
  setenv(choice, std::to_string(best).c_str(), 1);
  bli_init();  // it ends the program where it is asked for its choice before
  bli_arch_query_id();
  unsetenv(choice);
}

const char* configuration() { return bli_arch_string(bli_arch_query_id()); }

}  // namespace

const Rival& blis() {
  static const Rival rival = [] {
    choose_best_kernels();
    bli_thread_set_num_threads(1);
    return Rival{level_of_blis(configuration()), blas_functions<float>(), blas_functions<double>()};
  }();
  return rival;
}

std::string describe_blis() {
  std::string text =
      std::string(bli_info_get_version_str()) + ", configuration " + configuration() + ", one thread";
  if (std::getenv(choice) != nullptr) text += " (as BLIS_ARCH_TYPE asks)";
  return text;
}

}  // namespace adaline::bench
