// The definition in the form of a level's micro-kernels: the level `scalar`, and what goldens are recorded
// from.
#pragma once

#include "kernels/definition/filter.hpp"
#include "kernels/definition/gradient.hpp"
#include "kernels/definition/moments.hpp"
#include "kernels/definition/online.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::kernels::definition {
namespace {

// There is nothing to choose: all plans are the same.
template <class Arithmetic, class T>
void predict(const MatrixView<T>& x, const T* w, T bias, T* z, RowPlan) {
  predict<Arithmetic>(x, w, bias, z);
}

template <class Arithmetic, class T>
double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias, RowPlan) {
  LossSum<T> sum;
  add_losses<Arithmetic>(x, t, w, bias, sum);
  return total(sum);
}

template <class Arithmetic, class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                         GradientPlan) {
  LossSum<T> loss;
  gradient_of_chunk<Arithmetic>(x, t, w, bias, descent, bias_descent, loss);
  return total(loss);
}

template <class Arithmetic, class T>
T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
               T* errors, OnlinePlan) {
  return online_epoch<Arithmetic>(x, t, w, bias, rate, learn_bias, loss, errors);
}

template <class Arithmetic, class T>
double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means, double* products,
                          MomentsPlan plan) {
  return moments_of_chunk<Arithmetic>(x, t, weights, means, products, plan.scratch, plan.first_column,
                                      plan.end_column < x.cols ? plan.end_column : x.cols + 1);
}

// Of one row.
template <class Arithmetic, class T>
T predict_row(const T* x, std::size_t cols, const T* w, T bias) {
  T z = 0;
  predict<Arithmetic>(MatrixView<T>{x, 1, cols, cols}, w, bias, &z);
  return z;
}

template <class Arithmetic, class T>
T learn_row(const T* x, std::size_t cols, T target, T* w, T* bias, T rate, bool learn_bias) {
  const MatrixView<T> row{x, 1, cols, cols};
  return online_epoch<Arithmetic>(row, &target, w, bias, rate, learn_bias, static_cast<LossSum<T>*>(nullptr),
                                  static_cast<T*>(nullptr));
}

template <class Arithmetic, class T>
constexpr KernelTable<T> micro_kernels() {
  return {
#define ADALINE_KERNEL(name, ...) .name = &name<Arithmetic, T>,
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
      .predict_row = &predict_row<Arithmetic, T>,
      .learn_row = &learn_row<Arithmetic, T>,
      .filter = &filter<Arithmetic, T>,
      .add_rows = &add_rows<Arithmetic, T>,
      .join_moments = &join_moments<Arithmetic>,
  };
}

}  // namespace
}  // namespace adaline::kernels::definition
