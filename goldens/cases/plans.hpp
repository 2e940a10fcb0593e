// Every plan that a level has for a shape: what tests and goldens force, so that no path waits for samples that
// fill a cache.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "kernels/drivers/chunks.hpp"
#include "kernels/drivers/moments.hpp"

namespace adaline::cases {

struct Plans {
  kernels::RowPlan rows;
  kernels::GradientPlan gradient;
  kernels::OnlinePlan online;
  kernels::MomentsTuning moments;
};

// A level's kernels with the same plan in every call.
template <class T>
class PlannedKernels {
 public:
  PlannedKernels(const kernels::KernelTable<T>& table, const Plans& plans) : table_(table), plans_(plans) {}

  // Those without a plan as they are.
#define ADALINE_KERNEL(name, Plan, ...) ADALINE_WITH_##Plan(name)
#define ADALINE_WITH_NoPlan(name)   \
  template <class... Arguments>     \
  auto name(Arguments... a) const { \
    return table_.name(a...);       \
  }
#define ADALINE_WITH_RowPlan(name)
#define ADALINE_WITH_GradientPlan(name)
#define ADALINE_WITH_OnlinePlan(name)
#define ADALINE_WITH_MomentsPlan(name)
#include "kernels/kernels.inc"
#undef ADALINE_KERNEL
#undef ADALINE_WITH_NoPlan
#undef ADALINE_WITH_RowPlan
#undef ADALINE_WITH_GradientPlan
#undef ADALINE_WITH_OnlinePlan
#undef ADALINE_WITH_MomentsPlan

  void predict(const MatrixView<T>& x, const T* w, T bias, T* z) const {
    table_.predict(x, w, bias, z, plans_.rows);
  }
  double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) const {
    return kernels::squared_loss(table_, x, t, w, bias, plans_.rows);
  }
  double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                           T* bias_descent) {
    return kernels::residual_gradient(table_, x, t, w, bias, descent, bias_descent, plans_.gradient, of_chunk_);
  }
  T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias,
                 kernels::LossSum<T>* loss, T* errors) const {
    return table_.online_epoch(x, t, w, bias, rate, learn_bias, loss, errors, plans_.online);
  }
  double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means,
                            double* products) {
    return kernels::accumulate_moments(table_, x, t, weights, means, products,
                                       moments_.plan(plans_.moments, x.cols, x.rows));
  }

 private:
  const kernels::KernelTable<T>& table_;
  Plans plans_;
  std::vector<T> of_chunk_;
  kernels::MomentsScratch moments_;
};

// Those of the kernels go side by side: each of them occurs at least once in the list.
std::vector<Plans> all_plans(const kernels::Level& level, std::size_t features, std::size_t element_size,
                             std::size_t block_rows);

template <class T>
std::vector<Plans> all_plans(const kernels::Level& level, std::size_t features) {
  return all_plans(level, features, sizeof(T), kernels::online_block_rows<T>(features));
}

// "rows tiles, gradient sweep_of_four, online sweep; prefetch 0, 0, 8192"
std::string description(const Plans& plans);

}  // namespace adaline::cases
