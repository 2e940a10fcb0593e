#include "bench/peers/openblas.hpp"

#include <cblas.h>

#include <cstdlib>

#include "bench/peers/blas_levels.hpp"
#include "bench/peers/blas_operation.hpp"

// OpenBLAS's own, where it holds kernels for several CPUs, and null where it does not.
extern "C" {
[[gnu::weak]] void gotoblas_dynamic_init();
[[gnu::weak]] void gotoblas_dynamic_quit();
// Its own as well. Threads are started again when they are needed.
[[gnu::weak]] int blas_thread_shutdown_();
}

namespace adaline::bench {
namespace {

using Size = blasint;

float blas_dot(std::size_t n, const float* x, const float* y) { return cblas_sdot(Size(n), x, 1, y, 1); }
double blas_dot(std::size_t n, const double* x, const double* y) { return cblas_ddot(Size(n), x, 1, y, 1); }

void blas_axpy(std::size_t n, float a, const float* x, float* y) { cblas_saxpy(Size(n), a, x, 1, y, 1); }
void blas_axpy(std::size_t n, double a, const double* x, double* y) { cblas_daxpy(Size(n), a, x, 1, y, 1); }

CBLAS_TRANSPOSE of(Op op) { return op == Op::plain ? CblasNoTrans : CblasTrans; }

void blas_gemv(Op op, const MatrixView<float>& m, float a, const float* x, float b, float* y) {
  cblas_sgemv(CblasRowMajor, of(op), Size(m.rows), Size(m.cols), a, m.data, Size(m.row_stride), x, 1, b, y, 1);
}
void blas_gemv(Op op, const MatrixView<double>& m, double a, const double* x, double b, double* y) {
  cblas_dgemv(CblasRowMajor, of(op), Size(m.rows), Size(m.cols), a, m.data, Size(m.row_stride), x, 1, b, y, 1);
}

// Its dsyrk has no kernels for few columns, as its dgemm has: with 32 columns dgemm takes 0.65 times as long,
// with 16 columns 0.55 times, although it makes both triangles (Zen 5, 0.3.21).
constexpr std::size_t narrow_squares = 32;

void blas_syrk(const MatrixView<double>& m, double* c, std::size_t stride) {
  const auto rows = Size(m.rows), cols = Size(m.cols), row_stride = Size(m.row_stride);
  if (m.cols <= narrow_squares) {
    cblas_dgemm(CblasRowMajor, CblasTrans, CblasNoTrans, cols, cols, rows, 1, m.data, row_stride, m.data,
                row_stride, 1, c, Size(stride));
  } else {
    cblas_dsyrk(CblasRowMajor, CblasLower, CblasTrans, cols, rows, 1, m.data, row_stride, 1, c, Size(stride));
  }
}

}  // namespace
}  // namespace adaline::bench

#include "bench/peers/blas_kernels.hpp"

namespace adaline::bench {
namespace {

constexpr const char* core_variable = "OPENBLAS_CORETYPE";

// OpenBLAS chooses its kernels before main, by this variable or by the CPU. What it does then can be done
// again, as long as nobody is computing; its static and its shared library both allow it.
void use_best_kernels() {
  const char* const core = openblas_core_for(detected_isa());
  if (core == nullptr || std::getenv(core_variable) != nullptr) return;  // a user's choice stays
  if (level_of_openblas(openblas_get_corename()) >= detected_isa()) return;
  if (gotoblas_dynamic_init == nullptr || gotoblas_dynamic_quit == nullptr) return;
  setenv(core_variable, core, 1);
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  unsetenv(core_variable);
}

}  // namespace

const Rival& openblas() {
  static const Rival rival = [] {
    openblas_set_num_threads(1);
    use_best_kernels();
    return Rival{level_of_openblas(openblas_get_corename()), blas_functions<float>(), blas_functions<double>()};
  }();
  return rival;
}

void use_threads_of_openblas(std::size_t threads) {
  openblas_set_num_threads(static_cast<int>(threads));
  if (threads == 1 && blas_thread_shutdown_ != nullptr) blas_thread_shutdown_();
}

std::string describe_openblas() {
  const std::string configuration = openblas_get_config();  // "OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH .."
  const std::size_t first = configuration.find(' ') + 1;
  std::string text = configuration.substr(first, configuration.find(' ', first) - first) + ", kernels for " +
                     openblas_get_corename() + ", one thread";
  if (std::getenv(core_variable) != nullptr) text += " (as OPENBLAS_CORETYPE asks)";
  return text;
}

}  // namespace adaline::bench
