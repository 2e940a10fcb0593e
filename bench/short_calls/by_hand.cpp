#include "bench/baselines/row_loops.hpp"
#include "bench/short_calls/short_calls.hpp"
#include "goldens/cases/public_functions.hpp"

namespace adaline::bench {
namespace {

template <class T>
struct PublicKernels {
  static T dot(const T* x, const T* y, std::size_t n) { return cases::public_dot(x, y, n); }
  static void axpy(T a, const T* x, T* y, std::size_t n) { cases::public_axpy(a, x, y, n); }
};

}  // namespace

constinit const Rival by_hand{Isa::scalar,
                              {},
                              {},
                              loops_of_rows<float, PublicKernels<float>>(),
                              loops_of_rows<double, PublicKernels<double>>()};

}  // namespace adaline::bench
