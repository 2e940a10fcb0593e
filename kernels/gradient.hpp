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

// sums += errors[r] * row r, each element in row order. Rows and errors are `step` apart.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void add_rows(const T* x, std::size_t stride, const T* errors, std::size_t step, T* sums,
                             std::size_t d) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  Sum factor[Rows];
  const T* row[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(errors[r.value * step]);
    row[r.value] = x + r.value * step * stride;
  });
  const auto add = [&](std::size_t j, auto... n) ADALINE_INLINED {
    Sum sum = Sum::load(sums + j, n...);
    unroll<Rows>([&](auto r)
                     ADALINE_INLINED { sum.add_product(factor[r.value], Sum::load(row[r.value] + j, n...)); });
    sum.store(sums + j, n...);
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) add(j);
  if (j < d) add(j, d - j);
}

// The sums of a chunk of short rows, in parts.
template <class T>
struct Parts {
  alignas(64) T sums[gradient_parts][most_features_in_parts<T>];

  ADALINE_INLINE explicit Parts(std::size_t d) {
    for (auto& part : sums) {
      for (std::size_t j = 0; j < d; ++j) part[j] = 0;
    }
  }

  // A group of n rows. A whole one is four chains of additions side by side.
  template <class Level>
  ADALINE_INLINE void add(const T* x, std::size_t stride, const T* errors, std::size_t n, std::size_t d) {
    constexpr std::size_t rows_of_a_part = row_lanes<T> / gradient_parts;
    if (n == row_lanes<T>) {
      for (std::size_t p = 0; p < gradient_parts; ++p) {
        add_rows<Level, rows_of_a_part>(x + p * stride, stride, errors + p, gradient_parts, sums[p], d);
      }
    } else {
      for (std::size_t r = 0; r < n; ++r) {
        add_rows<Level, 1>(x + r * stride, stride, errors + r, 1, sums[r % gradient_parts], d);
      }
    }
  }

  // Part p takes part p + 2, then p + 1; then + 0.
  ADALINE_INLINE void fold(T* descent, std::size_t d) const {
    for (std::size_t j = 0; j < d; ++j) {
      descent[j] = ((sums[0][j] + sums[2][j]) + (sums[1][j] + sums[3][j])) + T(0);
    }
  }
};

// Rows of which a group fits into the first cache: they are updated from there after the group's products.
template <class T>
inline constexpr std::size_t group_features = 32768 / sizeof(T) / row_lanes<T>;

// The sums of one chunk of wide samples.
template <class Level, class T>
ADALINE_INLINE void wide_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                               T& bias_descent, GroupedLoss<Level, T>& loss) {
  using Sum = Group<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  const std::size_t d = x.cols;
  const bool in_parts = d <= most_features_in_parts<T>;
  Parts<T> parts(in_parts ? d : 0);
  if (!in_parts) {
    for (std::size_t j = 0; j < d; ++j) descent[j] = 0;
  }
  Sum bias_sum = Sum::all(0);
  alignas(64) T errors[L];

  for_groups<T>(x.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
    const T* const rows = x.data + i * x.row_stride;
    if (folds_groups<Level> && n == L && d <= group_features<T>) {
      const Sum products = group_products<Level>(rows, x.row_stride, w, d);
      (Sum::load(t + i) - (products + Sum::all(bias))).store(errors);
      for (std::size_t r = 0; r < L && !in_parts; r += 4) {
        add_rows<Level, 4>(rows + r * x.row_stride, x.row_stride, errors + r, 1, descent, d);
      }
    } else {
      Sum::all(0).store(errors);
      // A block of rows is used again for the update while it is in cache.
      for_row_blocks<Level>(n, [&](std::size_t r, auto block) ADALINE_INLINED {
        const T* const row = rows + r * x.row_stride;
        T product[block.value];
        wide_products<Level, block.value>(row, x.row_stride, w, d, product);
        unroll<block.value>([&](auto k) ADALINE_INLINED {
          errors[r + k.value] = t[i + r + k.value] - (product[k.value] + bias);
        });
        if (!in_parts) add_rows<Level, block.value>(row, x.row_stride, errors + r, 1, descent, d);
      });
    }
    if (in_parts) parts.template add<Level>(rows, x.row_stride, errors, n, d);
    const Sum e = Sum::load(errors);
    loss.add(e);
    bias_sum = bias_sum + e;
  });
  bias_descent = bias_sum.fold();
  if (in_parts) parts.fold(descent, d);
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
