#include "bench/suite/ridge_task.hpp"

#include <adaline/moments.hpp>

#include "goldens/cases/level_in_use.hpp"
#include "kernels/drivers/moments.hpp"
#include "least_squares/solve.hpp"

namespace adaline::bench {
namespace {

using cases::Operands;
using cases::Shape;
using cases::Work;
using kernels::triangle_row;

constexpr double ridge = 0.1;

template <class T>
void put(const LeastSquares& solution, Operands<T>& o) {
  for (std::size_t j = 0; j < o.shape.cols; ++j) o.weights[j] = static_cast<T>(solution.weights()[j]);
  o.bias = static_cast<T>(solution.bias());
}

// The library as its users call it.
template <class T>
void solve_once(const kernels::Level& level, Operands<T>& o) {
  const cases::LevelInUse in_use(level);
  Moments moments(o.shape.cols);
  moments.add(Samples<T>{o.view(), {o.targets, o.shape.rows}});
  put(moments.solve(ridge), o);
}

// A rival's moments, and the same solver.
template <class T>
void solve_once(const kernels::Functions<T>& rival, kernels::MomentsValue& moments, Operands<T>& o) {
  moments.weight =
      rival.accumulate_moments(o.view(), o.targets, nullptr, moments.means.data(), moments.products.data());
  put(least_squares::solve({.features = o.shape.cols,
                            .samples = static_cast<double>(o.shape.rows),
                            .weight = moments.weight,
                            .means = moments.means.data(),
                            .products = moments.products.data()},
                           ridge, true),
      o);
}

template <class T>
Repeat prepare(const Task<T>&, const Implementation& implementation, Operands<T>& o) {
  if (const kernels::Level* const level = implementation.level()) {
    return [level, &o](std::size_t times) {
      for (std::size_t i = 0; i < times; ++i) solve_once(*level, o);
    };
  }
  return [rival = implementation.functions<T>(), moments = kernels::MomentsValue(o.shape.cols),
          &o](std::size_t times) mutable {
    for (std::size_t i = 0; i < times; ++i) solve_once(rival, moments, o);
  };
}

// Each sample is read once, and multiplied with itself; the factor is a sixth of a cube.
template <class T>
Work work_of_ridge(Shape s) {
  return {s.rows * (s.cols + 1) * sizeof(T), 0,
          s.rows * triangle_row(s.cols + 2) + s.cols * s.cols * s.cols / 6};
}

}  // namespace

template <class T>
Task<T> ridge_task() {
  Task<T> task{"ridge", true, nullptr, 1, &work_of_ridge<T>, &prepare<T>};
  task.takes = Takes::ridge;
  task.is_offered = [](const Task<T>&, const Implementation& kernels) {
    return kernels.has<T>("accumulate_moments");
  };
  // The weights are of the order of 1, and so is the condition of these samples.
  task.tolerance = sizeof(T) == sizeof(float) ? 1e-6 : 1e-10;
  task.multiply_add_size = sizeof(double);
  return task;
}

template Task<float> ridge_task();
template Task<double> ridge_task();

}  // namespace adaline::bench
