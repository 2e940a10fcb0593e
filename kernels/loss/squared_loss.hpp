// The loss as a policy: all that stands between a residual e = t - z and what is added. A loss is half of the
// sum of rho(e) over the samples; the gradient adds psi(e) x and a step rate * psi(e) x, where psi = rho' / 2.
//
// Another loss is another class with the same members; the gradient, the loss and the blocks of online learning
// take it as an argument.
#pragma once

#include "kernels/definition/loss_sum.hpp"
#include "kernels/simd/lanes.hpp"

namespace adaline::kernels {
namespace {

// Lane l of `sum` takes the square of lane l of x, in double.
template <class Target, std::size_t L>
ADALINE_INLINE void add_squares(const Lanes<Target, double, L>& x, Lanes<Target, double, L>& sum) {
  sum.add_product(x, x);
}

template <class Target, std::size_t L>
ADALINE_INLINE void add_squares(const Lanes<Target, float, L>& x, Lanes<Target, double, L>& sum) {
  using Wide = Vector<Target, double>;
  ADALINE_UNROLL for (std::size_t i = 0; i < x.count; ++i) {
    const auto narrow = x.vector[i].data;
    const Wide low(widen(lower(narrow)));
    const Wide high(widen(upper(narrow)));
    sum.vector[2 * i] = multiply_add<Target, double>(low, low, sum.vector[2 * i]);
    sum.vector[2 * i + 1] = multiply_add<Target, double>(high, high, sum.vector[2 * i + 1]);
  }
}

// rho(e) = e^2
template <class Target, class T>
class SquaredLoss {
 public:
  using Sum = Lanes<Target, double, row_lanes<T>>;

  // Of scalars, and of lanes of errors.
  template <class E>
  static ADALINE_INLINE E psi(const E& error) {
    return error;
  }

  // Of a tile of errors; lanes without a sample hold +0.
  static ADALINE_INLINE void add_rho(const RowLanes<Target, T>& errors, Sum& sum) { add_squares(errors, sum); }

  static ADALINE_INLINE double add_rho(T error, double sum) {
    return scalar_multiply_add<Target, double>(double(error), double(error), sum);
  }
};

}  // namespace
}  // namespace adaline::kernels
