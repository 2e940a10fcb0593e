// All kernels of a level as their callers use them: whole ones, with a plan for this CPU and these samples.
#pragma once

#include <algorithm>
#include <memory>

#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/blocks.hpp"
#include "kernels/drivers/chunks.hpp"
#include "kernels/drivers/divided_moments.hpp"
#include "kernels/drivers/moments.hpp"
#include "kernels/drivers/moments_blocks.hpp"
#include "kernels/drivers/threshold.hpp"

namespace adaline::kernels {

// What takes memory on several threads, made when it is first used: with it in line, each public call of a few
// nanoseconds took 2 to 3 ns longer (Zen 4). A copy has memory of its own.
template <class T>
class OnThreads {
 public:
  struct Memory {
    BlockSums<T> blocks;
    DividedMoments<T> moments;
  };

  OnThreads() = default;
  OnThreads(const OnThreads&) {}
  OnThreads& operator=(const OnThreads&) { return *this; }
  OnThreads(OnThreads&&) noexcept = default;
  OnThreads& operator=(OnThreads&&) noexcept = default;
  ~OnThreads() = default;

  Memory& memory() {
    if (memory_ == nullptr) memory_ = std::make_unique<Memory>();
    return *memory_;
  }

 private:
  std::unique_ptr<Memory> memory_;
};

// Nothing here checks sizes. The gradient of more than one chunk allocates scratch at its first call.
// Whoever goes through samples batch by batch says where all of them lie. What goes over samples, but for
// online learning, is divided among `workers`, where there are some and it is worth it.
template <class T>
class Kernels {
 public:
  explicit Kernels(const Level& level, Workers* workers = nullptr)
      : level_(level), table_(level.table<T>()), tuning_(level.tuning), workers_(workers) {}

  T dot(const T* x, const T* y, std::size_t n) const { return table_.dot(x, y, n); }
  T sum_of_squares(const T* x, std::size_t n) const { return table_.sum_of_squares(x, n); }
  void axpy(T a, const T* x, T* y, std::size_t n) const { table_.axpy(a, x, y, n); }

  void predict(const MatrixView<T>& x, const T* w, T bias, T* z) const {
    if (Workers* const workers = workers_for(time_of_pass<T>(x.rows, x.cols))) {
      on_threads_.memory().blocks.predict(*workers, table_, x, w, bias, z, rows_plan(x));
      return;
    }
    table_.predict(x, w, bias, z, rows_plan(x));
  }

  double squared_loss(const MatrixView<T>& x, const T* t, const T* w, T bias) const {
    if (Workers* const workers = workers_for_loss(x)) {
      return 0.5 * on_threads_.memory().blocks.loss(*workers, table_, x, t, w, bias, rows_plan(x));
    }
    return kernels::squared_loss(table_, x, t, w, bias, rows_plan(x));
  }

  double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                           T* bias_descent) {
    return residual_gradient(x, t, w, bias, descent, bias_descent, residence(x));
  }
  double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                           Residence where) {
    const GradientPlan plan = plan_gradient(x.cols * sizeof(T), x.cols, where, tuning_.gradient);
    if (Workers* const workers = workers_for_gradient(x)) {
      return 0.5 * on_threads_.memory().blocks.gradient(*workers, table_, x, t, w, bias, descent, bias_descent,
                                                        plan, rows_plan(x.cols, where));
    }
    return kernels::residual_gradient(table_, x, t, w, bias, descent, bias_descent, plan, scratch_);
  }

  T online_epoch(const MatrixView<T>& x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
                 T* errors) const {
    return table_.online_epoch(x, t, w, bias, rate, learn_bias, loss, errors, online_plan(x));
  }

  double accumulate_moments(const MatrixView<T>& x, const T* t, const T* weights, double* means,
                            double* products) {
    if (Workers* const workers = workers_for_moments(x)) {
      if (x.rows <= chunk_rows) {
        MomentsValue value(
            x.cols);  // apart, as each thread allocates scratch: where one cannot, nothing is written
        value.weight = on_threads_.memory().moments.set(*workers, level_, x, t, weights, value.means.data(),
                                                        value.products.data());
        std::ranges::copy(value.means, means);
        std::ranges::copy(value.products, products);
        return value.weight;
      }
      MomentsTree tree(table_.join_moments, x.cols);
      MomentsBlocks<T>(*workers, level_, x.cols).add_chunks(tree, x, t, weights);
      return moments_of_chunks(table_, tree, x, t, weights, means, products, moments_plan(x.cols, x.rows));
    }
    return kernels::accumulate_moments(table_, x, t, weights, means, products, moments_plan(x.cols, x.rows));
  }
  MomentsPlan moments_plan(std::size_t features, std::size_t rows) {
    return moments_.plan(tuning_.moments, features, rows);
  }
  const KernelTable<T>& table() const { return table_; }

  // The same of rows that lie anywhere: those that are not row-major are packed, into memory that is allocated
  // at the first call.

  void predict(const RowSource<T>& x, const T* w, T bias, T* z) const {
    if (x.is_view()) {
      predict(x.view(), w, bias, z);
      return;
    }
    Workers* const workers = workers_for(time_of_pass<T>(x.rows, x.cols));
    if (workers == nullptr) {
      for_each_piece(x, rows_to_pack<T>(x.cols), packed_, [&](std::size_t first, const MatrixView<T>& rows) {
        table_.predict(rows, w, bias, z + first, rows_plan(rows));
      });
      return;
    }
    on_threads_.memory().blocks.predict(*workers, table_, x, w, bias, z, rows_plan(packed_view(x)));
  }

  double squared_loss(const RowSource<T>& x, const T* t, const T* w, T bias) const {
    if (x.is_view()) return squared_loss(x.view(), t, w, bias);
    const RowPlan plan = rows_plan(packed_view(x));
    if (Workers* const workers = workers_for_loss(x)) {
      return 0.5 * on_threads_.memory().blocks.loss(*workers, table_, x, t, w, bias, plan);
    }
    return 0.5 * loss_of_chunks(table_, x, t, w, bias, plan, packed_);
  }

  double residual_gradient(const RowSource<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                           Residence where) {
    if (x.is_view()) return residual_gradient(x.view(), t, w, bias, descent, bias_descent, where);
    const GradientPlan plan = plan_gradient(x.cols * sizeof(T), x.cols, where, tuning_.gradient);
    if (Workers* const workers = workers_for_gradient(x)) {
      return 0.5 * on_threads_.memory().blocks.gradient(*workers, table_, x, t, w, bias, descent, bias_descent,
                                                        plan, rows_plan(x.cols, where));
    }
    return 0.5 * gradient_of_chunks(table_, x, t, w, bias, descent, bias_descent, plan, scratch_, packed_);
  }

  // Where the kernels find the rows: what was packed was just written.
  Residence residence(const RowSource<T>& all_samples) const {
    return residence(all_samples.is_view() ? all_samples.view() : packed_view(all_samples));
  }

  Residence residence(const MatrixView<T>& all_samples) const {
    return residence_of(all_samples, tuning_.caches);
  }

 private:
  Workers* workers_for(double microseconds) const {
    return workers_ != nullptr && workers_->pays(microseconds) ? workers_ : nullptr;
  }
  template <class Rows>
  Workers* workers_for_chunks(const Rows& x, std::size_t least_bytes_to_divide_one) const {
    const bool divides = workers_ != nullptr &&
                         (x.rows > chunk_rows ||
                          divides_chunks<T>(x.rows, x.cols, workers_->threads(), least_bytes_to_divide_one));
    return divides ? workers_for(time_of_pass<T>(x.rows, x.cols)) : nullptr;
  }
  template <class Rows>
  Workers* workers_for_loss(const Rows& x) const {
    return workers_for_chunks(x, least_bytes_of_divided_loss);
  }
  template <class Rows>
  Workers* workers_for_gradient(const Rows& x) const {
    return workers_for_chunks(x, least_bytes_of_divided_gradient);
  }
  Workers* workers_for_moments(const MatrixView<T>& x) const {
    const bool divides = x.rows > chunk_rows || (x.rows > 0 && divides_moments(x.cols));
    return divides ? workers_for(time_of_moments(x.rows, x.cols)) : nullptr;
  }

  RowPlan rows_plan(const MatrixView<T>& x) const {
    // What is in a cache for certain is not asked for: 12 narrow rows are predicted 1.2 times as fast (Zen 5).
    if (x.rows == 1) return {RowStrategy::row_by_row, 0};
    if (x.cols <= narrow_features && x.rows <= chunk_rows) return {RowStrategy::across_samples, 0};
    return rows_plan(x.cols, residence(x));
  }
  RowPlan rows_plan(std::size_t cols, Residence where) const {
    return plan_rows(cols * sizeof(T), cols, where, tuning_.rows);
  }

  OnlinePlan online_plan(const MatrixView<T>& x) const {
    if (x.rows == 1) return {OnlineStrategy::one_by_one, 0};  // likewise
    return plan_online(x.cols * sizeof(T), x.cols, online_block_rows<T>(x.cols), residence(x), tuning_.online);
  }

  // The shape of the rows of a chunk, packed.
  static MatrixView<T> packed_view(const RowSource<T>& x) {
    return {nullptr, std::min(x.rows, chunk_rows), x.cols, x.cols};
  }

  const Level& level_;
  const KernelTable<T>& table_;
  const Tuning& tuning_;
  Workers* workers_;
  std::vector<T> scratch_;  // of the gradient
  MomentsScratch moments_;
  mutable std::vector<T> packed_;  // rows of the chunk at hand; a loss changes nothing else
  mutable OnThreads<T> on_threads_;
};

// Those of the level in use.
template <class T>
Kernels<T> active_kernels(Workers* workers = nullptr) {
  return Kernels<T>(active_level(), workers);
}

}  // namespace adaline::kernels
