#include "kernels/drivers/moments.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <utility>

#include "kernels/definition/rows.hpp"

namespace adaline::kernels {

void join(JoinMoments* kernel, MomentsValue& left, const MomentsValue& right, std::vector<double>& distance) {
  const std::size_t columns = left.means.size() / 2;
  distance.resize(columns);
  left.weight = kernel(columns, left.weight, left.means.data(), left.products.data(), right.weight,
                       right.means.data(), right.products.data(), distance.data());
}

bool is_finite(const MomentsValue& moments) {
  return std::isfinite(moments.weight) &&
         std::ranges::all_of(moments.means, [](double mean) { return std::isfinite(mean); });
}

void MomentsTree::add_next(std::size_t level) {
  const std::size_t completed = level + static_cast<std::size_t>(std::countr_one(chunks_ >> level));
  while (subtrees_.size() <= completed) subtrees_.emplace_back(features_);
  for (std::size_t k = level; k < completed; ++k) {
    join(join_, subtrees_[k], next_, distance_);
    std::swap(subtrees_[k], next_);
  }
  std::swap(subtrees_[completed], next_);
  chunks_ += std::size_t{1} << level;
}

void MomentsTree::add_to(MomentsValue& total) const {
  std::vector<double> distance;
  for (std::size_t k = 0; chunks_ >> k > 0; ++k) {
    if (!has_subtree(k)) continue;
    MomentsValue left = subtrees_[k];
    join(join_, left, total, distance);
    std::swap(left, total);
  }
}

MomentsValue& MomentsTree::join_all() {
  auto k = static_cast<std::size_t>(std::countr_zero(chunks_));
  MomentsValue* behind = &subtrees_[k];
  for (++k; chunks_ >> k > 0; ++k) {
    if (!has_subtree(k)) continue;
    join(join_, subtrees_[k], *behind, distance_);
    behind = &subtrees_[k];
  }
  return *behind;
}

void MomentsTree::restore(std::size_t chunks, std::vector<MomentsValue> subtrees) {
  chunks_ = chunks;
  subtrees_.clear();
  for (MomentsValue& subtree : subtrees) {
    while (!has_subtree(subtrees_.size())) subtrees_.emplace_back(features_);
    subtrees_.push_back(std::move(subtree));
  }
}

MomentsPlan MomentsScratch::plan(const MomentsTuning& tuning, std::size_t features, std::size_t rows) {
  constexpr std::size_t line = 64 / sizeof(double);
  // No more than there are rows for.
  const std::size_t needed = std::max<std::size_t>(1, (rows + moment_lanes - 1) / moment_lanes) * moment_lanes;
  const std::size_t block_rows = std::min(tuning.block_rows, needed);
  const std::size_t elements = moments_scratch(features, block_rows) + line;
  if (elements_ < elements) {
    // Not cleared: pages that no sample is packed into are never touched.
    memory_ = std::make_unique_for_overwrite<double[]>(elements);
    elements_ = elements;
  }
  const auto address = std::bit_cast<std::uintptr_t>(memory_.get());
  return {block_rows, tuning.block_panels, memory_.get() + (line - address / sizeof(double) % line) % line};
}

template <class T>
double moments_of_chunks(const KernelTable<T>& kernels, MomentsTree& tree, const MatrixView<T>& x, const T* t,
                         const T* weights, double* means, double* products, MomentsPlan plan) {
  if (x.rows == 0) {
    std::fill_n(means, 2 * (x.cols + 1), 0.0);
    std::fill_n(products, triangle_row(x.cols + 1), 0.0);
    return 0;
  }
  for (std::size_t first = tree.chunks() * chunk_rows; first < x.rows; first += chunk_rows) {
    const std::size_t rows = std::min(chunk_rows, x.rows - first);
    set_moments(kernels, definition::rows_of(x, first, rows), t + first, weights_from(weights, first), plan,
                tree.next());
    tree.add_next();
  }
  const MomentsValue& total = tree.join_all();
  std::ranges::copy(total.means, means);
  std::ranges::copy(total.products, products);
  return total.weight;
}

template double moments_of_chunks(const KernelTable<float>&, MomentsTree&, const MatrixView<float>&,
                                  const float*, const float*, double*, double*, MomentsPlan);
template double moments_of_chunks(const KernelTable<double>&, MomentsTree&, const MatrixView<double>&,
                                  const double*, const double*, double*, double*, MomentsPlan);

}  // namespace adaline::kernels
