// Moments of many chunks on several threads: blocks of 2^k chunks are subtrees, which are put into the tree one
// after the other, and what is too little for that is divided chunk by chunk. Baseline C++.
#pragma once

#include <cstddef>
#include <vector>

#include <adaline/workers.hpp>

#include "kernels/dispatch/dispatch.hpp"
#include "kernels/drivers/divided_moments.hpp"
#include "kernels/drivers/moments.hpp"
#include "kernels/drivers/row_source.hpp"

namespace adaline::kernels {

// The memory of a call.
template <class T>
class MomentsBlocks {
 public:
  MomentsBlocks(Workers& workers, const Level& level, std::size_t features);

  // Puts whole chunks of x into the tree, and returns how many rows these are: all that make a whole chunk,
  // where they are worth it, but none from the first block whose moments are not finite on. What is left is the
  // caller's. `weights` may be null.
  std::size_t add_chunks(MomentsTree& tree, const RowSource<T>& x, const T* t, const T* weights);

 private:
  struct Scratch {
    MomentsTree tree;
    MomentsScratch kernel;
    std::vector<T> packed;
  };

  // Of one chunk, which all threads divide.
  void set_moments_of_chunk(const RowSource<T>& x, const T* t, const T* weights, MomentsValue& to);
  void set_moments_of_block(Scratch& scratch, const RowSource<T>& x, const T* t, const T* weights,
                            MomentsValue& to) const;

  Workers& workers_;
  const Level& level_;
  std::size_t features_;
  std::size_t most_blocks_;  // at a time
  std::size_t block_level_;  // the k of their 2^k chunks, at most
  std::vector<Scratch> scratch_;
  std::vector<MomentsValue> values_;
  DividedMoments<T> divided_;
  std::vector<T> packed_;  // rows of a divided chunk
};

extern template class MomentsBlocks<float>;
extern template class MomentsBlocks<double>;

}  // namespace adaline::kernels
