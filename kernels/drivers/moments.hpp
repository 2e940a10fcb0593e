// Moments of any number of samples, from the micro-kernel for one chunk: chunk after chunk, joined in the tree
// of first_part(). Baseline C++.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "kernels/definition/triangle.hpp"
#include "kernels/dispatch/table.hpp"

namespace adaline::kernels {

// The moments of some samples: the sum of their weights, the means of features and target with what rounding
// took from each, and the triangle of products about them (definition/moments.hpp).
struct MomentsValue {
  double weight = 0;
  std::vector<double> means;
  std::vector<double> products;

  explicit MomentsValue(std::size_t features)
      : means(2 * (features + 1)), products(triangle_row(features + 1)) {}
};

// Whether the sum of weights and the means are, as they are where all samples are.
bool is_finite(const MomentsValue& moments);

// The samples of `right` come behind those of `left`. `distance` gets as many elements as there are columns.
void join(JoinMoments* kernel, MomentsValue& left, const MomentsValue& right, std::vector<double>& distance);

// The moments of whole chunks: those of 2^k chunks together where bit k of their number is set, as LossSum has
// it.
class MomentsTree {
 public:
  MomentsTree(JoinMoments* kernel, std::size_t features)
      : join_(kernel), features_(features), next_(features) {}

  std::size_t chunks() const { return chunks_; }

  bool has_subtree(std::size_t k) const { return chunks_ >> k & 1U; }
  const MomentsValue& subtree(std::size_t k) const { return subtrees_[k]; }
  // As a tree was that had so many chunks; of its subtrees those that has_subtree() names, in rising order.
  void restore(std::size_t chunks, std::vector<MomentsValue> subtrees);

  // What the moments of the next chunk are written to, or of the next 2^level chunks, where chunks() is a
  // multiple of that. add_next() puts them behind the others.
  MomentsValue& next() { return next_; }
  void add_next(std::size_t level = 0);
  // Back to no chunks; the memory is kept.
  void clear() { chunks_ = 0; }

  // `total`, of samples behind all chunks, becomes the moments of all.
  void add_to(MomentsValue& total) const;

  // The moments of all chunks, one at least. No copy is made: the tree is cleared before more is asked of it.
  MomentsValue& join_all();

 private:
  JoinMoments* join_;
  std::size_t features_;
  std::size_t chunks_ = 0;
  std::vector<MomentsValue> subtrees_;  // as many as there are bits; those of bits that are not set are space
  MomentsValue next_;
  std::vector<double> distance_;
};

// Where a micro-kernel packs samples. Callers keep it from call to call; a copy has memory of its own.
class MomentsScratch {
 public:
  MomentsScratch() = default;
  MomentsScratch(const MomentsScratch&) {}
  MomentsScratch& operator=(const MomentsScratch&) { return *this; }
  MomentsScratch(MomentsScratch&&) = default;
  MomentsScratch& operator=(MomentsScratch&&) = default;
  ~MomentsScratch() = default;

  // The plan of the tuning with memory for it.
  MomentsPlan plan(const MomentsTuning& tuning, std::size_t features, std::size_t rows);

 private:
  std::size_t elements_ = 0;
  std::unique_ptr<double[]> memory_;
};

// The weights of the rows from `first` on, where there are weights.
template <class T>
const T* weights_from(const T* weights, std::size_t first) {
  return weights == nullptr ? nullptr : weights + first;
}

// `to` becomes the moments of a chunk, or of less.
template <class T>
void set_moments(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* weights,
                 MomentsPlan plan, MomentsValue& to) {
  to.weight = kernels.accumulate_moments(x, t, weights, to.means.data(), to.products.data(), plan);
}

// `tree` has the moments of the first of these rows, or of none.
template <class T>
double moments_of_chunks(const KernelTable<T>& kernels, MomentsTree& tree, const MatrixView<T>& x, const T* t,
                         const T* weights, double* means, double* products, MomentsPlan plan);

// Sets the means and the triangle of products, and returns the sum of the weights, which are 1 where `weights`
// is null. More than one chunk takes O(features^2 log(rows)) of memory.
template <class T>
double accumulate_moments(const KernelTable<T>& kernels, const MatrixView<T>& x, const T* t, const T* weights,
                          double* means, double* products, MomentsPlan plan) {
  if (x.rows == 0 || x.rows > chunk_rows) {
    MomentsTree tree(kernels.join_moments, x.cols);
    return moments_of_chunks(kernels, tree, x, t, weights, means, products, plan);
  }
  return kernels.accumulate_moments(x, t, weights, means, products, plan);
}

extern template double moments_of_chunks(const KernelTable<float>&, MomentsTree&, const MatrixView<float>&,
                                         const float*, const float*, double*, double*, MomentsPlan);
extern template double moments_of_chunks(const KernelTable<double>&, MomentsTree&, const MatrixView<double>&,
                                         const double*, const double*, double*, double*, MomentsPlan);

}  // namespace adaline::kernels
