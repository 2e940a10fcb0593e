// The constants that define results. A change of any of them changes bits, on every level at once.
#pragma once

#include <bit>
#include <cstddef>

namespace adaline::kernels {

// Raised when the bits of any kernel change.
inline constexpr int numerics_version = 2;

// A sum of n terms, more than a chunk has, is the sum of two such sums: those of its first chunks, as many as
// the largest power of two that leaves some, and those of the rest. So chunks are the leaves of a binary tree
// that n alone decides. Rounding grows with its depth, no sum stops growing, and a subtree can be summed by
// itself.
constexpr std::size_t first_part(std::size_t n, std::size_t chunk) {
  return std::bit_floor((n - 1) / chunk) * chunk;
}

// A chunk of elements, of a vector or of a row: 64 KB.
inline constexpr std::size_t chunk_bytes = 65536;
template <class T>
inline constexpr std::size_t chunk_elements = chunk_bytes / sizeof(T);

// A chunk of samples.
inline constexpr std::size_t chunk_rows = 1024;

// Lanes of a dot product: 256 bytes' worth. AVX-512 gets four accumulators, AVX2 eight: enough to hide the
// latency of a multiply-add behind its two loads.
template <class T>
inline constexpr std::size_t dot_lanes = 256 / sizeof(T);

// Of a sum of squares, which has one load for each multiply-add: twice as many. (In this order dot would take
// 1.45 times as long from the second cache on AVX2, whose registers do not hold so many lanes.)
template <class T>
inline constexpr std::size_t square_lanes = 2 * dot_lanes<T>;

// Lanes of a row product (x w of one sample), of narrow sums over samples, and of the loss: 64 bytes'
// worth. Several rows are in flight, so fewer lanes suffice.
template <class T>
inline constexpr std::size_t row_lanes = 64 / sizeof(T);

// Up to so many features a row product is one chain in feature order, vectorised across samples.
inline constexpr std::size_t narrow_features = 8;

// The gradient over samples of more features, but of at most 256 bytes, is summed in four parts, sample i in
// part i mod 4: so short a row would wait for the update by the row before it. Longer ones have enough elements
// to do meanwhile.
inline constexpr std::size_t gradient_parts = 4;
inline constexpr std::size_t most_bytes_in_parts = 256;
template <class T>
inline constexpr std::size_t most_features_in_parts = most_bytes_in_parts / sizeof(T);

// Online learning takes its samples in blocks: the residuals of a block come from the weights at its start and
// from the block's Gram matrix. A block waits once where the delta rule waits in every row, but needs half a
// product of two rows more per row for each row that it has: the longer the rows, the fewer. (Times of blocks
// of 2 .. 8 on AVX-512 and AVX2.)
template <class T>
constexpr std::size_t online_block_rows(std::size_t features) {
  if (features <= narrow_features) return row_lanes<T>;
  const std::size_t bytes = features * sizeof(T);
  return bytes <= 128 ? 8 : bytes <= 256 ? 6 : bytes <= 384 ? 5 : bytes <= 2048 ? 4 : 2;
}

// Online learning of one feature: so many samples are a segment, and row_lanes segments run side by side.
inline constexpr std::size_t segment_rows = 16;
template <class T>
inline constexpr std::size_t segmented_rows = segment_rows* row_lanes<T>;

// An adaptive filter takes its samples in blocks of as many rows as a row product has lanes: more would save
// loads and stores of the weights, but half of a block's rows enter each error one by one.
template <class T>
inline constexpr std::size_t filter_block_rows = row_lanes<T>;

// The window of a filter moves on by segments of so many samples, or of all its taps where these are fewer:
// what has entered is summed beside what is left of the window before, and nothing is ever subtracted.
constexpr std::size_t filter_segment(std::size_t taps) { return taps < 64 ? taps : 64; }

// The second moments of up to narrow_features are summed in as many lanes, sample i of a chunk in lane i mod 8.
inline constexpr std::size_t moment_lanes = row_lanes<double>;

// Samples of a chunk are moved before they are multiplied, by the mean of so many of them, spread evenly over
// it. That of a subset of m of n samples is within sqrt(n / m) standard deviations of the mean of all, so what
// is left to subtract afterwards takes no more than two digits at the very worst, and next to nothing
// otherwise.
inline constexpr std::size_t origin_rows = 16;
constexpr std::size_t origin_step(std::size_t rows) { return (rows + origin_rows - 1) / origin_rows; }

}  // namespace adaline::kernels
