// The samples in the order in which an epoch takes them.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <adaline/train.hpp>

#include "kernels/drivers/row_source.hpp"
#include "trainers/permutation.hpp"

namespace adaline::trainers {

// Without a shuffle, row-major rows are views of the samples. With one, and wherever rows must be gathered,
// they are copied, piece by piece, into a small buffer; the samples themselves stay where they are.
//
// A row from somewhere in memory costs 40 ns, more than an online step on 64 features. So the rows are shuffled
// in two ways, neither of which depends on the machine:
//   - Blocks of 4 KB of consecutive rows (of one row, where all samples are 64 KB or less) come in the order of
//     a Permutation. Which row the blocks begin with moves from epoch to epoch; rows that do not fill a block
//     are last.
//   - The rows of a piece, which are those of many blocks, are shuffled by another Permutation, the same one
//     for each piece. A piece is 64 KB of rows, in multiples of `unit`, and one unit at least.
// Online epochs from memory take 1.0, 2.6 and 2.4 times as long as in the order of the rows, with 1, 16 and 256
// features (Zen 5, float); where each row was drawn by itself it was 8.6, 6.7 and 3.0 times.
template <class T>
class RowOrder {
 public:
  // `unit`: what take() is asked for at a time.
  RowOrder(const kernels::SampleSource<T>& samples, Shuffle shuffle, std::uint64_t seed, std::size_t unit)
      : samples_(samples), shuffle_(shuffle), seed_(seed) {
    const std::size_t row_bytes = samples.features.cols * sizeof(T);
    const std::size_t rows = samples.features.rows;
    if (rows * row_bytes > single_rows_bytes) block_rows_ = std::max<std::size_t>(1, block_bytes / row_bytes);
    const std::size_t piece = is_shuffled() ? unit * std::max<std::size_t>(1, piece_bytes / row_bytes / unit)
                                            : kernels::rows_to_pack<T>(samples.features.cols, unit);
    piece_rows_ = std::min(rows, piece);
  }

  bool is_shuffled() const { return shuffle_ != Shuffle::none; }

  // Whether take() copies.
  bool is_copied() const { return is_shuffled() || !samples_.features.is_view(); }

  // How many samples take() gives at most, where they are copied: a multiple of the unit, or all.
  std::size_t piece_rows() const { return piece_rows_; }

  void begin_epoch(std::size_t epoch) {
    if (!is_shuffled()) return;
    const std::uint64_t key = shuffle_ == Shuffle::each_epoch ? epoch : 0;
    if (blocks_ && shuffle_ == Shuffle::once) return;
    const std::size_t rows = samples_.features.rows;
    blocks_.emplace(rows / block_rows_, seed_, 3 * key);
    first_row_ = mix(mix(seed_) + 3 * key + 1) % rows;
    place_key_ = 3 * key + 2;
    places_.clear();
    piece_ = none;
  }

  // Samples first .. first + count - 1 of the epoch, all of them in one piece. Valid until the next call.
  Samples<T> take(std::size_t first, std::size_t count) {
    if (!is_copied()) {
      const MatrixView<T>& x = samples_.features.view();
      return {{x.data + first * x.row_stride, count, x.cols, x.row_stride},
              samples_.targets.subspan(first, count)};
    }
    if (first / piece_rows_ != piece_) gather(first / piece_rows_);
    const std::size_t begin = first % piece_rows_, cols = samples_.features.cols;
    const std::span<const T> targets = is_shuffled() ? std::span<const T>(targets_).subspan(begin, count)
                                                     : samples_.targets.subspan(first, count);
    return {{features_.data() + begin * cols, count, cols, cols}, targets};
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static constexpr std::size_t single_rows_bytes = std::size_t{64} << 10;
  static constexpr std::size_t block_bytes = 4096;
  static constexpr std::size_t piece_bytes = std::size_t{64} << 10;

  void gather(std::size_t piece) {
    const std::size_t first = piece * piece_rows_;
    const std::size_t count = std::min(piece_rows_, samples_.features.rows - first);
    piece_ = piece;
    features_.resize(piece_rows_ * samples_.features.cols);
    if (!is_shuffled()) {
      samples_.features.pack(first, count, features_.data());
      return;
    }
    targets_.resize(piece_rows_);
    if (places_.size() != count) {
      const Permutation permutation(count, seed_, place_key_);
      places_.resize(count);
      for (std::size_t i = 0; i < count; ++i) places_[i] = permutation(i);
    }
    std::size_t i = 0;
    while (i < count) {
      // To the end of the block, or of the piece.
      const std::size_t rest = std::min(block_rows_ - (first + i) % block_rows_, count - i);
      const std::size_t row = source_of(first + i);
      const std::size_t to_end = std::min(rest, samples_.features.rows - row);
      copy(row, to_end, i);
      copy(0, rest - to_end, i + to_end);
      i += rest;
    }
  }

  // The row that comes at this place, before the rows of its piece are shuffled.
  std::size_t source_of(std::size_t place) const {
    const std::size_t rows = samples_.features.rows;
    const std::size_t block = place / block_rows_;
    const std::size_t shuffled_block = block < rows / block_rows_ ? (*blocks_)(block) : block;
    const std::size_t row = shuffled_block * block_rows_ + place % block_rows_ + first_row_;
    return row < rows ? row : row - rows;
  }

  // Rows row .. row + count - 1 to the places i .. i + count - 1 of the piece, before its rows are shuffled.
  void copy(std::size_t row, std::size_t count, std::size_t i) {
    const kernels::RowSource<T>& x = samples_.features;
    const T* from = nullptr;
    std::size_t stride = x.cols;
    if (x.is_view()) {
      from = x.view().data + row * x.view().row_stride;
      stride = x.view().row_stride;
    } else {
      block_.resize(block_rows_ * x.cols);
      x.pack(row, count, block_.data());
      from = block_.data();
    }
    for (std::size_t k = 0; k < count; ++k) {
      std::copy_n(from + k * stride, x.cols, features_.data() + places_[i + k] * x.cols);
      targets_[places_[i + k]] = samples_.targets[row + k];
    }
  }

  kernels::SampleSource<T> samples_;
  Shuffle shuffle_;
  std::uint64_t seed_;
  std::size_t block_rows_ = 1;
  std::size_t piece_rows_;

  std::optional<Permutation> blocks_;
  std::size_t first_row_ = 0;
  std::uint64_t place_key_ = 0;
  std::vector<std::size_t> places_;  // of the rows in a piece
  std::size_t piece_ = none;         // that is in the buffer
  std::vector<T> features_;
  std::vector<T> targets_;
  std::vector<T> block_;  // rows of a block that must be gathered
};

}  // namespace adaline::trainers
