#include "verify.hpp"

#include <cmath>
#include <limits>
#include <sstream>
#include <stdexcept>

#include "data.hpp"
#include "kernels/cases/list.hpp"
#include "kernels/dispatch.hpp"
#include "kernels/loss_sum.hpp"
#include "type_name.hpp"

namespace adaline::bench {
namespace {

using kernels::cases::Case;
using kernels::cases::Operands;
using kernels::cases::Shape;

// All that a kernel may have written.
template <class T>
std::vector<double> results(const Operands<T>& o) {
  std::vector<double> all{o.loss_out, kernels::half(o.loss_sum), static_cast<double>(o.scalar_out),
                          static_cast<double>(o.bias)};
  all.insert(all.end(), o.weights, o.weights + o.shape.cols);
  if (o.rows_out != nullptr) all.insert(all.end(), o.rows_out, o.rows_out + o.shape.rows);
  if (o.cols_out != nullptr) all.insert(all.end(), o.cols_out, o.cols_out + o.shape.cols);
  return all;
}

template <class T>
std::vector<double> run(const Case<T>& c, const kernels::Level& level, Shape shape, Values values) {
  Data<T> data(values);
  Operands<T> operands = data.operands(c, shape);
  c.run(level.table<T>(), operands);
  return results(operands);
}

// A sum of n products, in any order, is within n u sum|x y| of the true one (Higham, "Accuracy and
// Stability of Numerical Algorithms", 2002, section 3.1). Everything here is made of such sums: n is at most
// the operations in a row that lead to a result, and the sum of magnitudes comes from the kernel itself.
template <class T>
double relative_bound(Shape shape) {
  const std::size_t operations = (shape.rows + 1) * (shape.cols + 4);
  return 2 * static_cast<double>(operations) * static_cast<double>(std::numeric_limits<T>::epsilon());
}

template <class T>
void compare(const Case<T>& c, const Contender& contender, Shape shape) {
  const kernels::Level& reference = *kernels::runnable_levels().front();
  const std::vector<double> got = run(c, *contender.level, shape, Values::ordinary);
  const std::vector<double> expected = run(c, reference, shape, Values::ordinary);
  const std::vector<double> magnitudes = run(c, reference, shape, Values::magnitudes);
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double bound = relative_bound<T>(shape) * std::fabs(magnitudes[i]);
    if (std::fabs(got[i] - expected[i]) <= bound) continue;  // false for a NaN
    std::ostringstream message;
    message << contender.name << " computes another " << c.name << " of " << type_name<T> << ", " << shape.rows
            << " rows by " << shape.cols << ": " << got[i] << ", expected " << expected[i] << " within "
            << bound;
    throw std::runtime_error(message.str());
  }
}

template <class T>
void verify_all(const Contender& contender) {
  for (const Case<T>& c : kernels::cases::list<T>) {
    if (c.over_samples) {
      for (const Shape shape : {Shape{12, 1}, Shape{20, 4}, Shape{33, 37}, Shape{5, 300}}) {
        compare(c, contender, shape);
      }
    } else {
      for (const Shape shape : {Shape{1, 1}, Shape{1, 12}, Shape{1, 1000}}) compare(c, contender, shape);
    }
  }
}

}  // namespace

void verify(std::span<const Contender> contenders) {
  for (const Contender& contender : contenders) {
    verify_all<float>(contender);
    verify_all<double>(contender);
  }
}

}  // namespace adaline::bench
