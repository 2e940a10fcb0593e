#include "kernels/drivers/moments_blocks.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace adaline::kernels {
namespace {

// So that threads meet seldom, and one thread alone does little of the joining: a megabyte of samples, and four
// chunks at least.
template <class T>
std::size_t level_of_blocks(std::size_t features) {
  constexpr std::size_t bytes = std::size_t{1} << 20;
  const std::size_t chunks = bytes / (chunk_rows * (features + 1) * sizeof(T));
  return static_cast<std::size_t>(std::bit_width(std::max<std::size_t>(4, chunks) - 1));
}

}  // namespace

template <class T>
MomentsBlocks<T>::MomentsBlocks(Workers& workers, const Level& level, std::size_t features)
    : workers_(workers),
      level_(level),
      features_(features),
      most_blocks_(4 * workers.threads()),
      block_level_(level_of_blocks<T>(features)) {
  // Each triangle of 1000 features is 4 MB.
  constexpr std::size_t most_bytes = std::size_t{256} << 20;
  const std::size_t threads = workers.threads();
  const std::size_t triangle = triangle_row(features + 1) * sizeof(double);
  const auto bytes = [&] { return (threads * (block_level_ + 2) + most_blocks_) * triangle; };
  if (bytes() > most_bytes) most_blocks_ = threads;
  while (block_level_ > 0 && bytes() > most_bytes) --block_level_;
}

template <class T>
void MomentsBlocks<T>::set_moments_of_block(Scratch& scratch, const RowSource<T>& x, const T* t,
                                            const T* weights, MomentsValue& to) const {
  scratch.tree.clear();
  for (std::size_t first = 0; first < x.rows; first += chunk_rows) {
    const MomentsPlan plan = scratch.kernel.plan(level_.tuning.moments, features_, chunk_rows);
    for_each_piece(x.part(first, chunk_rows), chunk_rows, scratch.packed,
                   [&](std::size_t, const MatrixView<T>& rows) {
                     kernels::set_moments(level_.table<T>(), rows, t + first, weights_from(weights, first),
                                          plan, scratch.tree.next());
                   });
    scratch.tree.add_next();
  }
  std::swap(scratch.tree.join_all(), to);
}

template <class T>
void MomentsBlocks<T>::set_moments_of_chunk(const RowSource<T>& x, const T* t, const T* weights,
                                            MomentsValue& to) {
  for_each_piece(x, chunk_rows, packed_, [&](std::size_t, const MatrixView<T>& rows) {
    to.weight = divided_.set(workers_, level_, rows, t, weights, to.means.data(), to.products.data());
  });
}

template <class T>
std::size_t MomentsBlocks<T>::add_chunks(MomentsTree& tree, const RowSource<T>& x, const T* t,
                                         const T* weights) {
  const std::size_t chunks = x.rows / chunk_rows;
  const bool divides_chunks = divides_moments(features_);
  std::size_t done = 0;
  while (chunks - done > (divides_chunks ? 0 : 1)) {
    if (divides_chunks && chunks - done < workers_.threads()) {
      const std::size_t first = done * chunk_rows;
      set_moments_of_chunk(x.part(first, chunk_rows), t + first, weights_from(weights, first), tree.next());
      if (!is_finite(tree.next())) return first;
      tree.add_next();
      ++done;
      continue;
    }
    // Of the level that the tree is ready for; smaller ones until it is ready for large ones, and at the end.
    const std::size_t whole = std::size_t{1} << block_level_;
    const std::size_t behind_whole = tree.chunks() % whole;
    std::size_t level =
        behind_whole == 0 ? block_level_ : static_cast<std::size_t>(std::countr_zero(behind_whole));
    while (level > 0 && (chunks - done) >> level < workers_.threads()) --level;
    std::size_t blocks = std::min(most_blocks_, (chunks - done) >> level);
    if (behind_whole != 0) blocks = std::min(blocks, (whole - behind_whole) >> level);
    // What is left of single chunks is divided.
    if (divides_chunks && level == 0 && blocks > workers_.threads()) blocks -= blocks % workers_.threads();

    while (scratch_.size() < workers_.threads()) {
      scratch_.push_back({MomentsTree(level_.of_double.join_moments, features_), MomentsScratch(), {}});
    }
    while (values_.size() < blocks) values_.emplace_back(features_);
    const std::size_t block_rows = chunk_rows << level;
    workers_.for_each(blocks, [&](std::size_t block, std::size_t worker) {
      const std::size_t first = done * chunk_rows + block * block_rows;
      set_moments_of_block(scratch_[worker], x.part(first, block_rows), t + first, weights_from(weights, first),
                           values_[block]);
    });
    for (std::size_t block = 0; block < blocks; ++block) {
      if (!is_finite(values_[block])) return done * chunk_rows;
      std::swap(tree.next(), values_[block]);
      tree.add_next(level);
      done += std::size_t{1} << level;
    }
  }
  return done * chunk_rows;
}

template class MomentsBlocks<float>;
template class MomentsBlocks<double>;

}  // namespace adaline::kernels
