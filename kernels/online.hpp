// One epoch of the delta rule, block by block: which kind of block, what becomes of its errors, and what where an error
// is not finite.
#pragma once

#include "online_narrow.hpp"
#include "online_segments.hpp"
#include "online_wide.hpp"

namespace adaline::kernels {
namespace {

// Row by row, for blocks whose products overflow.
template <class Level, class T>
[[gnu::noinline]] void online_rows(const OnlineBlock<T>& block, T* w, T& bias, T* errors) {
  const MatrixView<T>& x = block.x;
  for (std::size_t i = 0; i < x.rows; ++i) {
    const T* const row = x.data + i * x.row_stride;
    errors[i] = block.t[i] - (row_product<Level>(row, w, x.cols) + bias);
    const T step = block.rate * errors[i];
    add_scaled<Level>(step, row, w, x.cols);
    if (block.learn_bias) bias = bias + step;
  }
}

template <class Level, class T>
T online_epoch(MatrixView<T> x, const T* t, T* w, T* bias, T rate, bool learn_bias, LossSum<T>* loss,
               T* all_errors) {
  alignas(64) T errors[segmented_rows<T>];
  T b = *bias;
  T error = 0;
  std::size_t i = 0;
  // Takes the next rows; `learn` says whether it could.
  const auto take = [&](std::size_t rows, auto learn) ADALINE_INLINED {
    const OnlineBlock<T> block{
        {x.data + i * x.row_stride, rows, x.cols, x.row_stride}, t + i, rate, learn_bias};
    if (!learn(block)) [[unlikely]]
      online_rows<Level>(block, w, b, errors);
    add_squares_of<Level>(errors, rows, *loss);
    if (all_errors != nullptr) {
      for (std::size_t k = 0; k < rows; ++k) all_errors[i + k] = errors[k];
    }
    error = errors[rows - 1];
    i += rows;
  };
  const auto take_blocks = [&](auto rows, auto learn) ADALINE_INLINED {
    while (x.rows - i >= rows.value) take(rows.value, learn);
  };
  if (x.cols <= narrow_features) {
    if (x.cols == 1) {
      take_blocks(Index<segmented_rows<T>>{}, [&](const OnlineBlock<T>& block) ADALINE_INLINED {
        return online_segments<Level>(block, w, b, errors);
      });
    }
    with_narrow(x.cols, [&](auto d) ADALINE_INLINED {
      while (i < x.rows) {
        const std::size_t rows = smaller(x.rows - i, row_lanes<T>);
        take(rows, [&](const OnlineBlock<T>& block)
                       ADALINE_INLINED { return online_narrow<Level, d.value>(block, w, b, errors); });
      }
    });
  } else {
    with_online_block<T>(x.cols, [&](auto rows) ADALINE_INLINED {
      take_blocks(rows, [&](const OnlineBlock<T>& block)
                            ADALINE_INLINED { return online_wide<Level, rows.value>(block, w, b, errors); });
    });
    if (i < x.rows) {
      take(x.rows - i,
           [&](const OnlineBlock<T>& block) { return online_part_of_block<Level>(block, w, b, errors); });
    }
  }
  *bias = b;
  return error;
}

}  // namespace
}  // namespace adaline::kernels
