// A stream of samples that goes round and round, for filters that go on for ever.
#pragma once

#include <adaline/matrix.hpp>

#include <algorithm>
#include <span>
#include <vector>

#include "bench/loops.hpp"
#include "goldens/cases/case.hpp"

namespace adaline::bench {

// How many samples a call is given, as an audio driver would.
inline constexpr std::size_t stream_block = 64;

// The samples are the first of a task's features, as many as there are rows, and there are as many taps as
// columns. Before them stand the last ones of them: so each round goes on from the one before, in one piece of
// memory.
template <class T>
class Stream {
 public:
  static constexpr T epsilon = T(1e-6);  // of normalised LMS, far below the energy of a window

  // The errors go where a check finds them.
  Stream(const cases::Operands<T>& o, T rate)
      : signal_(1, o.shape.cols + o.shape.rows),
        targets_(o.targets),
        errors_(o.rows_out),
        samples_(o.shape.rows),
        weights_(1, o.shape.cols),
        line_(1, o.shape.cols + stream_block) {
    const std::size_t taps = o.shape.cols;
    const std::size_t rounds = (taps + samples_ - 1) / samples_;  // that the samples before are taken from
    for (std::size_t i = 0; i < signal_.cols(); ++i) {
      signal_.data()[i] = o.features[(rounds * samples_ + i - taps) % samples_];
    }
    std::copy_n(o.weights, taps, weights_.data());
    std::copy_n(signal_.data() + 1, taps - 1, line_.data());
    rows_ = {.cols = taps,
             .stride = 1,
             .weights = weights_.data(),
             .rate = rate,
             .epsilon = epsilon,
             .line = line_.data()};
    for (const T x : before()) rows_.energy += x * x;
    go_to(0, 0);
  }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() {
    if (close_ != nullptr) close_(rows_.object);
  }

  // For a rival whose filter is an object.
  void open(const Loops<T>& loops) {
    if (loops.open == nullptr) return;
    rows_.object = loops.open(rows_);
    close_ = loops.close;
  }

  // The newest samples before the stream, as many as there are taps.
  std::span<const T> before() const { return {signal_.data(), rows_.cols}; }

  std::vector<T> weights_newest_first() const {
    return {std::make_reverse_iterator(weights_.data() + rows_.cols),
            std::make_reverse_iterator(weights_.data())};
  }

  // block(rows): so many rounds, a call for each block, the last of which may be shorter.
  template <class Block>
  void by_blocks(std::size_t times, Block block) {
    for (std::size_t i = 0; i < times; ++i) {
      for (std::size_t sample = 0; sample < samples_; sample += stream_block) {
        go_to(sample, std::min(stream_block, samples_ - sample));
        block(rows_);
      }
    }
  }

  // A call for each round.
  template <class All>
  void whole(std::size_t times, All all) {
    go_to(0, samples_);
    for (std::size_t i = 0; i < times; ++i) all(rows_);
  }

 private:
  void go_to(std::size_t sample, std::size_t count) {
    rows_.first = signal_.data() + 1 + sample;
    rows_.rows = count;
    rows_.targets = targets_ + sample;
    rows_.out = errors_ + sample;
  }

  Matrix<T> signal_;
  const T* targets_;
  T* errors_;
  std::size_t samples_;
  Matrix<T> weights_;
  Matrix<T> line_;
  RowByRow<T> rows_;
  void (*close_)(void*) = nullptr;
};

}  // namespace adaline::bench
