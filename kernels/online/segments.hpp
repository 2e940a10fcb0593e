// Online learning of one feature: segments of rows side by side, each in a lane.
#pragma once

#include "kernels/online/state.hpp"
#include "kernels/simd/columns.hpp"

namespace adaline::kernels {
namespace {

// A segment's map of weight and bias, one in each lane: see SegmentMap in kernels/definition/online.hpp.
template <class Target, class T>
struct SegmentMaps {
  using Lane = RowLanes<Target, T>;

  struct Column {
    Lane weight, bias;

    ADALINE_INLINE void append(const Lane& x, const Lane& t, const Lane& rate_x, const Lane& bias_rate) {
      Lane output = bias;
      output.add_product(x, weight);
      const Lane error = t - output;
      weight.add_product(rate_x, error);
      bias.add_product(bias_rate, error);
    }
  };

  Column of_weight{Lane::all(1), Lane::all(0)};
  Column of_bias{Lane::all(0), Lane::all(1)};
  Column of_targets{Lane::all(0), Lane::all(0)};

  ADALINE_INLINE void append(const Lane& x, const Lane& t, const Lane& rate, const Lane& bias_rate) {
    const Lane rate_x = rate * x;
    of_weight.append(x, Lane::all(0), rate_x, bias_rate);
    of_bias.append(x, Lane::all(0), rate_x, bias_rate);
    of_targets.append(x, t, rate_x, bias_rate);
  }
};

// Where each segment starts: what the maps of those before it make of (w, b).
template <class Target, class T>
ADALINE_INLINE void segment_starts(const SegmentMaps<Target, T>& maps, T w, T b, T* w_start, T* b_start) {
  constexpr std::size_t L = row_lanes<T>;
  alignas(64) T map[6][L];
  maps.of_weight.weight.store(map[0]);
  maps.of_bias.weight.store(map[1]);
  maps.of_targets.weight.store(map[2]);
  maps.of_weight.bias.store(map[3]);
  maps.of_bias.bias.store(map[4]);
  maps.of_targets.bias.store(map[5]);
  for (std::size_t l = 0; l < L; ++l) {
    w_start[l] = w;
    b_start[l] = b;
    const T next_w =
        scalar_multiply_add<Target, T>(map[0][l], w, scalar_multiply_add<Target, T>(map[1][l], b, map[2][l]));
    b = scalar_multiply_add<Target, T>(map[3][l], w, scalar_multiply_add<Target, T>(map[4][l], b, map[5][l]));
    w = next_w;
  }
}

// `to` = the transpose of a square of so many numbers in each row as a register holds.
template <class Target, class T>
ADALINE_INLINE void transpose_square(const T* from, std::size_t from_stride, T* to, std::size_t to_stride) {
  using V = Vector<Target, T>;
  V in[V::size];
  V out[V::size];
  ADALINE_UNROLL for (std::size_t i = 0; i < V::size; ++i) in[i] = load<Target>(from + i * from_stride);
  Columns<Target, T>::of(in, out);
  ADALINE_UNROLL for (std::size_t i = 0; i < V::size; ++i) store_whole(to + i * to_stride, out[i]);
}

// segment_rows numbers of each segment: of_sample[i] holds number i of all segments.
template <class Target, class T>
struct SegmentSamples {
  static constexpr std::size_t L = row_lanes<T>;
  static constexpr std::size_t W = width<Target, T>;
  alignas(64) T of_sample[segment_rows][L];

  ADALINE_INLINE void load(const T* samples, std::size_t stride) {
    if (stride == 1) {
      for (std::size_t l = 0; l < L; l += W) {
        for (std::size_t i = 0; i < segment_rows; i += W) {
          transpose_square<Target>(samples + l * segment_rows + i, segment_rows, of_sample[i] + l, L);
        }
      }
    } else {
      for (std::size_t l = 0; l < L; ++l) {
        for (std::size_t i = 0; i < segment_rows; ++i) {
          of_sample[i][l] = samples[(l * segment_rows + i) * stride];
        }
      }
    }
  }

  ADALINE_INLINE void store(T* samples) const {
    for (std::size_t l = 0; l < L; l += W) {
      for (std::size_t i = 0; i < segment_rows; i += W) {
        transpose_square<Target>(of_sample[i] + l, L, samples + l * segment_rows + i, segment_rows);
      }
    }
  }
};

// All rows that fill the segments. While one block goes row by row, which has to wait for its errors, the maps
// of the next one, which do not depend on the weights, are made in the same loop.
//
// A step is an affine map of weight and bias where psi is the identity, and only there: another loss takes the
// blocks of across_samples.hpp alone.
template <class Target, class State>
ADALINE_INLINE void learn_segments(State& state) {
  using T = decltype(state.rate);
  using Lane = RowLanes<Target, T>;
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t rows = segmented_rows<T>;
  const Lane rate = Lane::all(state.rate);
  const Lane bias_rate = Lane::all(state.learn_bias ? state.rate : T(0));
  const bool learn_bias = state.learn_bias;
  const std::size_t blocks = state.left() / rows;
  if (blocks == 0) return;

  SegmentSamples<Target, T> features[2], targets[2], all_errors;
  features[0].load(state.row(0), state.x.row_stride);
  targets[0].load(state.t, 1);
  SegmentMaps<Target, T> next_maps;
  for (std::size_t i = 0; i < segment_rows; ++i) {
    next_maps.append(Lane::load(features[0].of_sample[i]), Lane::load(targets[0].of_sample[i]), rate,
                     bias_rate);
  }
  for (std::size_t block = 0; block < blocks; ++block) {
    alignas(64) T w_start[L];
    alignas(64) T b_start[L];
    segment_starts(next_maps, state.w[0], state.bias, w_start, b_start);
    next_maps = {};
    const std::size_t next = block + 1 < blocks ? block + 1 : block;  // the last one's maps are not used
    SegmentSamples<Target, T>& next_features = features[next % 2];
    SegmentSamples<Target, T>& next_targets = targets[next % 2];
    next_features.load(state.row(next * rows), state.x.row_stride);
    next_targets.load(state.t + next * rows, 1);
    const SegmentSamples<Target, T>& x = features[block % 2];
    const SegmentSamples<Target, T>& t = targets[block % 2];
    Lane weight = Lane::load(w_start);
    Lane bias = Lane::load(b_start);
    Lane watch = Lane::all(0);
    for (std::size_t i = 0; i < segment_rows; ++i) {
      const Lane sample = Lane::load(x.of_sample[i]);
      Lane product = Lane::all(0);
      product.add_product(sample, weight);
      const Lane error = Lane::load(t.of_sample[i]) - (product + bias);
      const Lane step = rate * error;
      weight.add_product(step, sample);
      if (learn_bias) bias = bias + step;
      watch.add_product(error, Lane::all(0));
      error.store(all_errors.of_sample[i]);
      next_maps.append(Lane::load(next_features.of_sample[i]), Lane::load(next_targets.of_sample[i]), rate,
                       bias_rate);
    }
    T* const errors = state.errors.room_for(rows);
    if (watch.reduce() == T(0)) [[likely]] {
      all_errors.store(errors);
      alignas(64) T ends[L];
      weight.store(ends);
      state.w[0] = ends[L - 1];
      bias.store(ends);
      if (learn_bias) state.bias = ends[L - 1];
      state.finish_block(rows);
    } else {
      state.take_row_by_row(rows);
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
