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

template <class T>
constexpr Loops<T> loops() {
  using Public = PublicKernels<T>;
  return {.predict = [](RowByRow<T>& r) { predict_rows(r, Public{}); },
          .learn = [](RowByRow<T>& r) { learn_rows(r, Public{}); }};
}

}  // namespace

constinit const Rival by_hand{Isa::scalar, {}, {}, loops<float>(), loops<double>()};

}  // namespace adaline::bench
