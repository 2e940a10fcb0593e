// An online epoch: how far it is, and its errors.
#pragma once

#include <adaline/matrix.hpp>

#include "kernels/online/one_row.hpp"

namespace adaline::kernels {
namespace {

// The errors of an epoch, kept until whole tiles of them can go into the loss.
template <class Target, class Loss, class T>
class ErrorBuffer {
 public:
  // Both may be null: where the caller wants the losses added, and the errors.
  ErrorBuffer(LossSum<T>* loss, T* all) : loss_(loss), all_(all) {}

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
    if (loss_ != nullptr) add_losses<Target, Loss>(errors_, n, *loss_);
    if (all_ != nullptr) {
      for (std::size_t i = 0; i < n; ++i) all_[i] = errors_[i];
      all_ += n;
    }
    if (n > 0) last_ = errors_[n - 1];
    held_ -= n;
    for (std::size_t i = 0; i < held_; ++i) errors_[i] = errors_[n + i];
  }

  LossSum<T>* loss_;
  T* all_;
  T last_ = 0;
  std::size_t held_ = 0;
  alignas(64) T errors_[capacity];
};

template <class Target, class TheLoss, class T>
struct OnlineState {
  using Loss = TheLoss;
  using Element = T;

  const MatrixView<T>& x;
  const T* t;
  T* w;
  T bias;
  T rate;
  bool learn_bias;
  std::size_t done;  // rows
  ErrorBuffer<Target, Loss, T> errors;

  std::size_t left() const { return x.rows - done; }
  ADALINE_INLINE const T* row(std::size_t i) const { return x.data + i * x.row_stride; }
  ADALINE_INLINE const T* targets() const { return t + done; }

  // What the product of two rows lacks: the bias's column of ones.
  ADALINE_INLINE T bias_product() const { return learn_bias ? T(1) : T(0); }

  // One step of the delta rule.
  ADALINE_INLINE void take_step(const T* sample, T error) {
    const T step[1] = {rate * Loss::psi(error)};
    add_scaled<Target>(step[0], sample, w, x.cols);
    move_bias(step);
  }

  // The bias after the steps of some rows, one after the other. (Not in place: it would go through memory each
  // time.)
  template <std::size_t B>
  ADALINE_INLINE void move_bias(const T (&steps)[B]) {
    if (!learn_bias) return;
    T b = bias;
    ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) b = b + steps[k];
    bias = b;
  }

  // The next rows are learned, with these errors.
  template <std::size_t B>
  ADALINE_INLINE void put_errors(const T (&e)[B]) {
    T* const place = errors.room_for(B);
    ADALINE_UNROLL for (std::size_t k = 0; k < B; ++k) place[k] = e[k];
    finish_block(B);
  }

  ADALINE_INLINE void finish_block(std::size_t rows) {
    errors.add(rows);
    done += rows;
  }

  // The next rows by the plain delta rule, for a block whose products overflow.
  [[gnu::noinline]] void take_row_by_row(std::size_t rows) {
    T* const e = errors.room_for(rows);
    for (std::size_t k = 0; k < rows; ++k) {
      e[k] = learn_one_row<Target, Loss, T>(row(done + k), x.cols, targets()[k], w, &bias, rate, learn_bias,
                                            nullptr, nullptr);
    }
    finish_block(rows);
  }
};

}  // namespace
}  // namespace adaline::kernels
