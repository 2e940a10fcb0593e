// What the blocks of online learning share: the state of an epoch, its errors, forward substitution.
#pragma once

#include "axpy.hpp"
#include "loss.hpp"
#include "row_product.hpp"

namespace adaline::kernels {
namespace {

// The errors of an epoch, kept until whole groups of them can go into the loss.
template <class Level, class T>
class OnlineErrors {
 public:
  // `all` may be null: where the caller wants the errors.
  OnlineErrors(LossSum<T>& loss, T* all) : loss_(loss), all_(all) {}

  // Where the errors of the next n rows go, n <= segmented_rows.
  ADALINE_INLINE T* room_for(std::size_t n) {
    if (held_ + n > capacity) flush(held_ / row_lanes<T> * row_lanes<T>);
    return errors_ + held_;
  }

  // They are there.
  ADALINE_INLINE void add(std::size_t n) { held_ += n; }

  // The epoch is over. The last error, 0 if there were none.
  T finish() {
    flush(held_);
    return last_;
  }

 private:
  static constexpr std::size_t capacity = segmented_rows<T> + row_lanes<T>;

  [[gnu::noinline]] void flush(std::size_t n) {
    add_squares_of<Level>(errors_, n, loss_);
    if (all_ != nullptr) {
      for (std::size_t i = 0; i < n; ++i) all_[i] = errors_[i];
      all_ += n;
    }
    if (n > 0) last_ = errors_[n - 1];
    held_ -= n;
    for (std::size_t i = 0; i < held_; ++i) errors_[i] = errors_[n + i];
  }

  LossSum<T>& loss_;
  T* all_;
  T last_ = 0;
  std::size_t held_ = 0;
  alignas(64) T errors_[capacity];
};

// An epoch, and how far it is.
template <class Level, class T>
struct OnlineEpochState {
  MatrixView<T> x;
  const T* t;
  T* w;
  T bias;
  T rate;
  bool learn_bias;
  std::size_t done;  // rows
  OnlineErrors<Level, T> errors;

  std::size_t left() const { return x.rows - done; }
  ADALINE_INLINE const T* row(std::size_t i) const { return x.data + i * x.row_stride; }
  ADALINE_INLINE const T* targets() const { return t + done; }

  // What the product of two rows lacks: the bias's column of ones.
  ADALINE_INLINE T bias_product() const { return learn_bias ? T(1) : T(0); }

  // One step of the delta rule.
  ADALINE_INLINE void take_step(const T* sample, T error) {
    const T step[1] = {rate * error};
    add_scaled<Level>(step[0], sample, w, x.cols);
    move_bias(step);
  }

  // The bias after the steps of some rows, one after the other. (Not in place: it would go through memory each time.)
  template <std::size_t Rows>
  ADALINE_INLINE void move_bias(const T (&steps)[Rows]) {
    if (!learn_bias) return;
    T b = bias;
    unroll<Rows>([&](auto k) ADALINE_INLINED { b = b + steps[k.value]; });
    bias = b;
  }

  // The next rows are learned, with these errors.
  template <std::size_t Rows>
  ADALINE_INLINE void put_errors(const T (&e)[Rows]) {
    T* const place = errors.room_for(Rows);
    unroll<Rows>([&](auto k) ADALINE_INLINED { place[k.value] = e[k.value]; });
    finish_block(Rows);
  }

  ADALINE_INLINE void finish_block(std::size_t rows) {
    errors.add(rows);
    done += rows;
  }

  // The next rows by the plain delta rule, for a block whose products overflow.
  [[gnu::noinline]] void take_row_by_row(std::size_t rows) {
    T* const e = errors.room_for(rows);
    for (std::size_t k = 0; k < rows; ++k) {
      const T* const sample = row(done + k);
      e[k] = targets()[k] - (row_product<Level>(sample, w, x.cols) + bias);
      take_step(sample, e[k]);
    }
    finish_block(rows);
  }
};

// Forward substitution: e[k] -= effect(k, i) * e[i] for all i < k. An error goes into the next one by one multiply-add: that
// chain is what online learning has to wait for.
template <class Level, std::size_t Rows, class T, class Effect>
ADALINE_INLINE void substitute(T (&e)[Rows], Effect effect) {
  unroll<Rows>([&](auto k) ADALINE_INLINED {
    unroll<k.value>([&](auto i) ADALINE_INLINED {
      e[k.value] = scalar_multiply_add<Level, T>(-effect(k.value, i.value), e[i.value], e[k.value]);
    });
  });
}

// Whether all errors of a block are finite. One that is not makes all after it so: infinity times whatever effect is
// infinite or not a number, and no sum with that is finite. So the last one tells.
template <class T>
ADALINE_INLINE bool finite(T last_error) {
  return last_error * T(0) == T(0);
}

template <class Level, class T, class Effect>
ADALINE_INLINE void substitute(std::size_t rows, T* errors, Effect effect) {
  for (std::size_t k = 0; k < rows; ++k) {
    for (std::size_t i = 0; i < k; ++i) {
      errors[k] = scalar_multiply_add<Level, T>(-effect(k, i), errors[i], errors[k]);
    }
  }
}

}  // namespace
}  // namespace adaline::kernels
