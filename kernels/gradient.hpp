// The residual gradient: sum of e x and sum of e, with the samples read once.
#pragma once

#include "axpy.hpp"
#include "predict.hpp"

namespace adaline::kernels {
namespace {

// The sums of one chunk of narrow samples: sample i goes to lane i mod row_lanes.
template <class Level, std::size_t D, class T>
ADALINE_INLINE void narrow_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                 T& bias_descent, GroupedLoss<Level, T>& loss) {
  using Sum = Group<Level, T>;
  Sum bias_sum = Sum::all(0);
  Sum sum[D + 1];
  unroll<D>([&](auto j) ADALINE_INLINED { sum[j.value] = Sum::all(0); });
  for_groups<T, D == 1>(x.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
    const auto samples = NarrowGroup<Level, D, T>::load(x.data + i * x.row_stride, x.row_stride, n);
    const Sum errors = residuals<Level, T>(t + i, samples.outputs(w, bias), n);
    loss.add(errors);
    bias_sum = bias_sum + errors;
    unroll<D>([&](auto j) ADALINE_INLINED { sum[j.value].add_product(errors, samples.column[j.value]); });
  });
  bias_descent = bias_sum.fold();
  unroll<D>([&](auto j) ADALINE_INLINED { descent[j.value] = sum[j.value].fold(); });
}

// descent += sum of errors[r] * row r, each element in row order.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void add_rows(const T* x, std::size_t stride, const T (&errors)[Rows], T* descent,
                             std::size_t d) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  Sum factor[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED { factor[r.value] = Sum::all(errors[r.value]); });
  const auto add = [&](std::size_t j, auto... n) ADALINE_INLINED {
    Sum sum = Sum::load(descent + j, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      sum.add_product(factor[r.value], Sum::load(x + r.value * stride + j, n...));
    });
    sum.store(descent + j, n...);
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) add(j);
  if (j < d) add(j, d - j);
}

// The sums of one chunk of wide samples. A block of rows is used again for the update while it is in cache.
template <class Level, class T>
ADALINE_INLINE void wide_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                               T& bias_descent, GroupedLoss<Level, T>& loss) {
  for (std::size_t j = 0; j < x.cols; ++j) descent[j] = 0;
  bias_descent = 0;
  for_groups<T>(x.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
    alignas(64) T errors[row_lanes<T>] = {};
    for_row_blocks<Level>(n, [&](std::size_t r, auto rows) ADALINE_INLINED {
      const T* const row = x.data + (i + r) * x.row_stride;
      T e[rows.value];
      wide_products<Level, rows.value>(row, x.row_stride, w, x.cols, e);
      unroll<rows.value>([&](auto k) ADALINE_INLINED {
        e[k.value] = t[i + r + k.value] - (e[k.value] + bias);
        errors[r + k.value] = e[k.value];
        bias_descent += e[k.value];
      });
      add_rows<Level, rows.value>(row, x.row_stride, e, descent, x.cols);
    });
    loss.add(Group<Level, T>::load(errors));
  });
}

template <class Level, class T>
double residual_gradient(MatrixView<T> x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                         T* scratch) {
  GroupedLoss<Level, T> loss;
  T bias_sum = 0;
  if (x.rows == 0) {
    for (std::size_t j = 0; j < x.cols; ++j) descent[j] = 0;
  }
  for_chunks(x, [&](const MatrixView<T>& chunk, std::size_t first) ADALINE_INLINED {
    T* const sums = first == 0 ? descent : scratch;
    T chunk_bias = 0;
    if (x.cols <= narrow_features) {
      with_narrow(x.cols, [&](auto d) ADALINE_INLINED {
        narrow_chunk<Level, d.value>(chunk, t + first, w, bias, sums, chunk_bias, loss);
      });
    } else {
      wide_chunk<Level>(chunk, t + first, w, bias, sums, chunk_bias, loss);
    }
    loss.end_chunk();
    if (first == 0) {
      bias_sum = chunk_bias;
    } else {
      add_scaled<Level>(T(1), scratch, descent, x.cols);  // 1 * s + d rounds as s + d does
      bias_sum = bias_sum + chunk_bias;
    }
  });
  *bias_descent = bias_sum;
  return loss.half();
}

}  // namespace
}  // namespace adaline::kernels
