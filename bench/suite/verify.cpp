#include "bench/suite/verify.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <sstream>
#include <stdexcept>
#include <vector>

#include "bench/suite/type_name.hpp"
#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/half.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;

// Means, each of two numbers, as the sums that they are made of: these are as large as the products.
template <class T>
void add_moments(const Operands<T>& o, std::vector<double>& all) {
  const std::size_t columns = o.shape.cols + 1;
  const double* const mean = o.moments_out;
  for (std::size_t j = 0; j < columns; ++j) {
    all.push_back((mean[j] + mean[columns + j]) * static_cast<double>(o.shape.rows));
  }
  all.insert(all.end(), mean + 2 * columns, mean + cases::moments_size(o.shape.cols));
}

// All that a task may have written.
template <class T>
std::vector<double> results(const Operands<T>& o) {
  std::vector<double> all{o.loss_out, kernels::half(o.loss_sum), static_cast<double>(o.scalar_out),
                          static_cast<double>(o.bias)};
  all.insert(all.end(), o.weights, o.weights + o.shape.cols);
  if (o.rows_out != nullptr) all.insert(all.end(), o.rows_out, o.rows_out + o.shape.rows);
  if (o.cols_out != nullptr) all.insert(all.end(), o.cols_out, o.cols_out + o.shape.cols);
  if (o.moments_out != nullptr) add_moments(o, all);
  return all;
}

template <class T>
std::vector<double> run(const Task<T>& task, const Implementation& kernels, Shape shape, Data<T>& data,
                        std::size_t times = 1) {
  Operands<T> operands = data.operands(task.over_samples, shape);
  // What the task does not write is the same for all.
  if (operands.rows_out != nullptr) std::fill_n(operands.rows_out, shape.rows, T(0));
  if (operands.cols_out != nullptr) std::fill_n(operands.cols_out, shape.cols, T(0));
  if (task.kernel == nullptr || !task.kernel->writes_moments()) operands.moments_out = nullptr;
  if (operands.moments_out != nullptr) std::fill_n(operands.moments_out, cases::moments_size(shape.cols), 0.0);
  task.prepare(task, kernels, operands)(times);
  return results(operands);
}

// Operations in a row that lead to a result, at most. A sum of n products, in any order, is within n u sum|x y|
// of the true one (Higham, "Accuracy and Stability of Numerical Algorithms", 2002, section 3.1); everything
// here is made of such sums.
template <class T>
double relative_bound(Shape shape) {
  const std::size_t operations = (shape.rows + 1) * (shape.cols + 4);
  return 2 * static_cast<double>(operations) * static_cast<double>(std::numeric_limits<T>::epsilon());
}

// The sums of the magnitudes of all that is added up to each result. A kernel computes them itself, on data of
// the right signs. Training takes no negative rate, so its data cannot have them: no feature, weight or target
// is above 1, no error above cols + 2, and a step adds at most the rate times that.
template <class T>
std::vector<double> magnitudes(const Task<T>& task, const Implementation& kernels, Shape shape, Data<T>& data,
                               std::size_t count) {
  if (task.kernel != nullptr) return run(task, kernels, shape, data);
  const double rate = static_cast<double>(data.operands(true, shape).rate);
  return std::vector<double>(
      count, 1 + std::fabs(rate) * static_cast<double>(shape.rows) * static_cast<double>(shape.cols + 2));
}

// As many rows of that length, or elements, as a megabyte holds.
Shape first_megabyte(Shape shape, std::size_t element_size, std::size_t least_rows) {
  const std::size_t most = (std::size_t{1} << 20U) / element_size;
  shape.cols = std::min(shape.cols, most);
  shape.rows = std::clamp(most / shape.cols, std::min(least_rows, shape.rows), shape.rows);
  return {.rows = shape.rows, .cols = shape.cols};
}

}  // namespace

template <class T>
std::vector<double> Verifier<T>::bounds(const Task<T>& task, const Implementation& reference, Shape shape,
                                        const std::vector<double>& expected) {
  if (task.tolerance > 0) {
    double largest = 0;
    for (const double result : expected) largest = std::max(largest, std::fabs(result));
    return std::vector<double>(expected.size(), task.tolerance * largest);
  }
  std::vector<double> all = magnitudes(task, reference, shape, magnitudes_, expected.size());
  for (double& bound : all) bound = relative_bound<T>(shape) * std::fabs(bound);
  return all;
}

template <class T>
void Verifier<T>::verify(const Task<T>& task, Shape timed, std::span<const Contender* const> contenders) {
  const Shape shape = first_megabyte(timed, sizeof(T), task.least_rows);
  const Implementation reference(*kernels::runnable_levels().front());
  const std::vector<double> expected = run(task, reference, shape, ordinary_);
  const std::vector<double> bounds = this->bounds(task, reference, shape, expected);
  for (const Contender* contender : contenders) {
    const ThreadsInUse in_use(*contender);
    const std::vector<double> got = run(task, contender->kernels, shape, ordinary_);
    for (std::size_t i = 0; i < got.size(); ++i) {
      const double bound = bounds[i];
      if (std::fabs(got[i] - expected[i]) <= bound) continue;  // false for a NaN
      std::ostringstream message;
      message.precision(17);
      message << contender->name << " computes another " << task.name << " of " << type_name<T> << ", "
              << shape.rows << " rows by " << shape.cols << ": result " << i << " is " << got[i]
              << ", expected " << expected[i] << " within " << bound;
      throw std::runtime_error(message.str());
    }
  }
}

template <class T>
void verify_bits(const Task<T>& task, Shape shape, std::span<const Contender* const> contenders,
                 Data<T>& data) {
  // Small work is divided in calls that follow another.
  constexpr std::size_t times = 3;
  std::vector<double> expected;
  for (const Contender* contender : contenders) {
    if (!contender->is_ours) continue;
    const std::vector<double> got = run(task, contender->kernels, shape, data, times);
    if (expected.empty()) expected = got;
    if (std::memcmp(got.data(), expected.data(), got.size() * sizeof(double)) == 0) continue;
    std::ostringstream message;
    message << contender->name << " has other bits in " << task.name << " of " << type_name<T> << ", "
            << shape.rows << " rows by " << shape.cols;
    throw std::runtime_error(message.str());
  }
}

template void verify_bits(const Task<float>&, Shape, std::span<const Contender* const>, Data<float>&);
template void verify_bits(const Task<double>&, Shape, std::span<const Contender* const>, Data<double>&);

template class Verifier<float>;
template class Verifier<double>;

}  // namespace adaline::bench
