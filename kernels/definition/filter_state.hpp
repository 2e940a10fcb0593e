// An adaptive filter between two of its samples: what its definition and the kernels of all levels go on from.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "kernels/definition/order.hpp"

namespace adaline::kernels {

// The lag products: those of the newest row x with the directions v of the rows l = 0, 1 .. samples before it.
// They are the sum of what has entered the window in this segment, and of what the window before the segment
// has left: `staying[m]` after m samples. No term is subtracted when it leaves, so that a loud one leaves no
// rounding behind.
template <class T>
struct LagProducts {
  using Lags = T[filter_block_rows<T>];

  Lags products = {};
  Lags entered = {};
  std::size_t samples_entered = 0;
  Lags* staying = nullptr;       // segment + 1 of them
  Lags* of_segments = nullptr;   // what entered in the newest whole segments, a ring
  std::size_t next_segment = 0;  // the oldest one of them, which is replaced next
};

// The arrays are the caller's. A row x is the window of the newest `taps` samples, the newest first. Its step
// goes along its direction v: x itself, or the signs of x.
template <class T>
struct FilterState {
  static constexpr std::size_t block_rows = filter_block_rows<T>;

  std::size_t taps = 0;
  T rate = 0;
  T epsilon = 0;
  T keep = 1;  // 1 - leakage: what a step leaves of the weights before it
  bool normalised = false;
  bool sign_error = false;
  bool sign_data = false;
  bool frozen = false;

  // The delay lines hold the newest sample first. Each is a ring of `period` elements that is written twice,
  // `period` elements apart, so that every window of up to `period` samples lies in one piece. A block of rows
  // ends at a multiple of block_rows.
  std::size_t period = 0;
  std::size_t newest = 0;
  T* samples = nullptr;
  T* directions = nullptr;  // `samples` itself, but for sign_data

  // Of the block at hand: which row comes next, and which was the first one whose step is pending. The steps of
  // pending rows are in `after`, and not yet in `start`, from which products are made.
  std::size_t row = 0;
  std::size_t begin = 0;
  T* start = nullptr;
  T* after = nullptr;
  T rates[block_rows] = {};
  T psi[block_rows] = {};     // of the errors
  T powers[block_rows] = {};  // of `keep`, from the power 0 on

  LagProducts<T> lags;

  std::uint64_t inputs_replaced = 0;
  std::uint64_t samples_not_learned = 0;
  std::uint64_t restarts = 0;

  bool is_pending() const { return begin < row; }
  T* weights() const { return is_pending() ? after : start; }

  // The rows behind begin from the weights that all rows so far have left.
  void finish_pending() {
    if (is_pending()) std::swap(start, after);
    begin = row;
  }

  // The row is done.
  void next_row() {
    ++row;
    if (frozen) begin = row;
    if (row < block_rows) return;
    finish_pending();
    row = 0;
    begin = 0;
  }

  // The place of a sample that comes `count` samples behind the newest one.
  std::size_t place_behind(std::size_t count) const {
    return newest >= count ? newest - count : newest + period - count;
  }
};

// How many whole segments the samples of a window fill that do not leave it in the next segment.
constexpr std::size_t filter_whole_segments(std::size_t taps) {
  return (taps - filter_segment(taps)) / filter_segment(taps);
}

// How many samples are put into the delay lines before the first of them is learned: a vector is waited for
// that is loaded just after a part of it was stored.
inline constexpr std::size_t filter_samples_ahead = 64;

// The windows of the samples ahead, of all rows whose lag products are made, and whole cache lines.
template <class T>
constexpr std::size_t filter_period(std::size_t taps) {
  constexpr std::size_t line = 16;
  return (taps + 2 * filter_block_rows<T> + filter_samples_ahead + line - 1) / line * line;
}

// What may be read behind both copies of a ring.
inline constexpr std::size_t filter_padding = 32;

namespace {

// What the sign variants of LMS step by.
template <class T>
T sign(T x) {
  return x > 0 ? T(1) : x < 0 ? T(-1) : T(0);
}

// Writes n values to both copies of a ring.
template <class T>
void put_in_line(const T* values, std::size_t n, std::size_t place, std::size_t period, T* line) {
  for (std::size_t i = 0; i < n; ++i) line[place + i] = values[i];
  for (std::size_t i = 0; i < n; ++i) line[place + period + i] = values[i];
}

// Puts n samples into the delay lines, the last of them at `place`; a value that is not finite becomes 0.
template <class T>
void put_run(FilterState<T>& f, const T* input, std::size_t n, std::size_t place) {
  T x[filter_samples_ahead];  // the newest first
  std::size_t finite = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const T value = input[n - 1 - i];
    const bool is_finite = value * T(0) == T(0);
    x[i] = is_finite ? value : T(0);
    finite += is_finite;
  }
  f.inputs_replaced += n - finite;
  put_in_line(x, n, place, f.period, f.samples);
  if (!f.sign_data) return;
  for (std::size_t i = 0; i < n; ++i) x[i] = sign(x[i]);
  put_in_line(x, n, place, f.period, f.directions);
}

// The next samples, n <= filter_samples_ahead, behind the newest one.
template <class T>
void put_ahead(FilterState<T>& f, const T* input, std::size_t n) {
  const std::size_t room = f.newest == 0 ? f.period : f.newest;  // to the begin of the ring
  const std::size_t run = n < room ? n : room;
  put_run(f, input, run, room - run);
  if (run < n) put_run(f, input + run, n - run, f.period - (n - run));
}

// Normalised LMS divides by the product of a row with its direction, which is |x|^2 where the direction is x: a
// step at a rate of 1 leaves no error.
template <class T>
T rate_of_row(const FilterState<T>& f, T power) {
  if (!f.normalised) return f.rate;
  return f.rate / (f.epsilon + (power > 0 ? power : 0));
}

// What the step of row i, which is pending, changes in the output of the row at hand, k: rate_i * (x_k v_i), of
// which the steps between leave keep^(k - 1 - i). Where the power of row i overflows, its rate is 0, and the
// product may overflow, too.
template <class T>
T effect_of_step(const FilterState<T>& f, std::size_t i) {
  if (f.rates[i] == 0) return 0;
  return f.rates[i] * f.lags.products[f.row - i] * f.powers[f.row - 1 - i];
}

// The step of the row at hand, 0 where nothing is to be learned from it.
template <class T>
T step_of_row(FilterState<T>& f, T error, bool is_known) {
  const std::size_t k = f.row;
  f.rates[k] = rate_of_row(f, f.lags.products[0]);
  f.psi[k] = f.sign_error ? sign(error) : error;
  const T step = f.rates[k] * f.psi[k];
  if (is_known && std::isfinite(step)) return step;
  f.psi[k] = 0;
  ++f.samples_not_learned;
  return 0;
}

// A filter whose weights are lost begins again from zero.
template <class T>
void restart(FilterState<T>& f) {
  f.finish_pending();
  for (std::size_t j = 0; j < f.taps; ++j) f.start[j] = 0;
  ++f.restarts;
}

// What comes of a sample.
template <class T>
struct FilterResult {
  T output;
  T error;  // nothing where nothing is desired
};

// Takes the newest row, whose lag products are there, and whose product with the weights `start` is given.
// error_of(t) is the error for a target t by the weights that all rows before leave, and take_step(step) makes
// the step. Nothing is learned where the desired value is not there or not finite, or where the step is not
// finite. An error that is not finite though the desired value is shows that the weights are lost.
template <class T, class ErrorOf, class TakeStep>
FilterResult<T> take_row(FilterState<T>& f, const T* desired, T product, ErrorOf error_of, TakeStep take_step) {
  const bool is_known = desired != nullptr && std::isfinite(*desired);
  T z = product;
  T e = desired != nullptr ? *desired - z : T(0);
  if (!f.frozen) {
    const T t = is_known ? *desired : T(0);
    e = error_of(t);
    if (!std::isfinite(e)) {
      restart(f);
      e = t;
    }
    z = t - e;
    take_step(step_of_row(f, e, is_known));
    if (desired != nullptr && !is_known) e = *desired - z;
  }
  f.next_row();
  return {z, e};
}

}  // namespace
}  // namespace adaline::kernels
