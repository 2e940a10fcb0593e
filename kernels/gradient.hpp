// The residual gradient: sum of e x and sum of e, with the samples read once.
#pragma once

#include "add_rows.hpp"
#include "axpy.hpp"
#include "predict.hpp"
#include "row_pointers.hpp"

namespace adaline::kernels {
namespace {

// What is summed of the errors themselves, a group at a time; lanes without a sample hold +0. (Both sums in a struct cost
// 12 samples of one feature 1.07 times the time.)
template <class Level, class T>
ADALINE_INLINE void add_errors(const Group<Level, T>& errors, GroupedLoss<Level, T>& loss,
                               Group<Level, T>& bias_sum) {
  loss.add(errors);
  bias_sum = bias_sum + errors;
}

// The sums of one chunk of narrow samples: sample i goes to lane i mod row_lanes.
template <class Level, std::size_t D, class T>
class NarrowChunk {
 public:
  ADALINE_INLINE NarrowChunk(const MatrixView<T>& x, const T* t, const T* w, T bias)
      : x_(x), t_(t), w_(w), bias_(bias) {}

  ADALINE_INLINE void sums(T* descent, T& bias_descent, GroupedLoss<Level, T>& loss) {
    unroll<D>([&](auto j) ADALINE_INLINED { sum_[j.value] = Sum::all(0); });
    std::size_t done = 0;
    if constexpr (by_register) done = take_tiles(loss);
    const MatrixView<T> rest{x_.data + done * x_.row_stride, x_.rows - done, D, x_.row_stride};
    for_groups<T, D == 1>(rest.rows, [&](std::size_t i, std::size_t n) ADALINE_INLINED {
      const auto samples = NarrowGroup<Level, D, T>::load(rest.data + i * rest.row_stride, rest.row_stride, n);
      const Sum errors = residuals<Level, T>(t_ + done + i, samples.outputs(w_, bias_), n);
      add_errors<Level, T>(errors, loss, bias_sum_);
      unroll<D>([&](auto j) ADALINE_INLINED { sum_[j.value].add_product(errors, samples.column[j.value]); });
    });
    bias_descent = bias_sum_.fold();
    unroll<D>([&](auto j) ADALINE_INLINED { descent[j.value] = sum_[j.value].fold(); });
  }

 private:
  using Sum = Group<Level, T>;
  using R = Register<Level, T>;
  static constexpr std::size_t L = row_lanes<T>;

  // Where all lanes of all columns and sums are more than 16 registers hold, some groups are gone through register by
  // register of their samples. (5 to 8 floats on AVX2: 1.15 to 1.2 times as fast.)
  static constexpr bool by_register = Sum::count > 1 && D* Sum::count > 8;
  static constexpr std::size_t tile_groups = 16;

  // The samples of whole groups; says how many these are.
  ADALINE_INLINE std::size_t take_tiles(GroupedLoss<Level, T>& loss) {
    alignas(64) T errors[tile_groups * L];
    std::size_t first = 0;
    while (first + L <= x_.rows) {
      const std::size_t groups = smaller(tile_groups, (x_.rows - first) / L);
      unroll<Sum::count>([&](auto part) ADALINE_INLINED { take_part<part.value>(first, groups, errors); });
      for (std::size_t i = 0; i < groups * L; i += L)
        add_errors<Level, T>(Sum::load(errors + i), loss, bias_sum_);
      first += groups * L;
    }
    return first;
  }

  template <std::size_t Part>
  ADALINE_INLINE void take_part(std::size_t first, std::size_t groups, T* errors) {
    R sum[D];
    unroll<D>([&](auto j) ADALINE_INLINED { sum[j.value] = sum_[j.value].part[Part]; });
    for (std::size_t g = 0; g < groups; ++g) {
      const std::size_t at = g * L + Part * R::size;
      const T* const rows = x_.data + (first + at) * x_.row_stride;
      const auto samples = NarrowGroup<Level, D, T, R::size>::load(rows, x_.row_stride, R::size);
      const R e(R::load_unaligned(t_ + first + at).data - samples.outputs(w_, bias_).part[0].data);
      e.store_unaligned(errors + at);
      unroll<D>([&](auto j) ADALINE_INLINED {
        sum[j.value] = multiply_add<Level, T>(e, samples.column[j.value].part[0], sum[j.value]);
      });
    }
    unroll<D>([&](auto j) ADALINE_INLINED { sum_[j.value].part[Part] = sum[j.value]; });
  }

  const MatrixView<T>& x_;
  const T* t_;
  const T* w_;
  T bias_;
  Sum sum_[D + 1];
  Sum bias_sum_ = Sum::all(0);
};

// The sums of a chunk of short rows, in parts.
template <class T>
struct Parts {
  alignas(64) T sums[gradient_parts][most_features_in_parts<T>];

  // A group of n rows, the first one or not. A whole one is four chains of additions side by side.
  template <class Level>
  ADALINE_INLINE void add(const T* x, std::size_t stride, const T* errors, std::size_t n, std::size_t d,
                          bool first) {
    if (n == row_lanes<T>) {
      // Batches are short: clearing the sums first would take as long as adding to them.
      first ? add_group<Level, true>(x, stride, errors, d) : add_group<Level, false>(x, stride, errors, d);
      return;
    }
    if (first) {
      for (auto& part : sums) {
        for (std::size_t j = 0; j < d; ++j) part[j] = 0;
      }
    }
    for (std::size_t r = 0; r < n; ++r) {
      add_rows<Level, 1>(x + r * stride, stride, errors + r, 1, sums[r % gradient_parts], d);
    }
  }

  // Part p takes part p + 2, then p + 1; then + 0.
  ADALINE_INLINE void fold(T* descent, std::size_t d) const {
    for (std::size_t j = 0; j < d; ++j) {
      descent[j] = ((sums[0][j] + sums[2][j]) + (sums[1][j] + sums[3][j])) + T(0);
    }
  }

 private:
  template <class Level, bool Fresh>
  ADALINE_INLINE void add_group(const T* x, std::size_t stride, const T* errors, std::size_t d) {
    constexpr std::size_t rows_of_a_part = row_lanes<T> / gradient_parts;
    for (std::size_t p = 0; p < gradient_parts; ++p) {
      add_rows<Level, rows_of_a_part, Fresh>(x + p * stride, stride, errors + p, gradient_parts, sums[p], d);
    }
  }
};

// As add_rows for one block of rows, and wide_products for the block behind it, in one sweep: rows come from a far cache
// while the update of those that are there keeps the CPU busy.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void add_rows_and_multiply(const T* x, std::size_t stride, const T* errors, T* sums, const T* w,
                                          std::size_t d, T (&product)[Rows]) {
  using Sum = Group<Level, T>;
  using R = Register<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  RowPointers<2 * Rows, T> rows(x, stride);
  Sum factor[Rows];
  Sum lanes_of[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED {
    factor[r.value] = Sum::all(errors[r.value]);
    lanes_of[r.value] = Sum::all(0);
  });
  // Register by register: what is live at once fits into 16.
  const auto step = [&](auto part, auto... n) ADALINE_INLINED {
    constexpr std::size_t p = decltype(part)::value;
    const R weights = Sum::template load_part<p>(w, n...);
    R sum = Sum::template load_part<p>(sums, n...);
    unroll<Rows>([&](auto r) ADALINE_INLINED {
      constexpr Index<Rows + decltype(r)::value> next{};
      const R row_behind = Sum::template load_part<decltype(part)::value>(rows[next], n...);
      const R row = Sum::template load_part<decltype(part)::value>(rows[r], n...);
      R& lanes = lanes_of[r.value].part[decltype(part)::value];
      lanes = multiply_add<Level, T>(row_behind, weights, lanes);
      sum = multiply_add<Level, T>(factor[r.value].part[0], row, sum);
    });
    Sum::template store_part<p>(sum, sums, n...);
  };
  std::size_t j = 0;
  for (; j + L <= d; j += L) {
    Sum::for_registers(step);
    rows.advance(L);
    w += L;
    sums += L;
  }
  if (j < d) Sum::for_registers(step, d - j);
  unroll<Rows>([&](auto r) ADALINE_INLINED { product[r.value] = lanes_of[r.value].fold(); });
}

// The errors of a chunk, group by group, whatever the length of its rows.
template <class Level, class T>
struct ChunkErrors {
  using Sum = Group<Level, T>;
  alignas(64) T of_group[row_lanes<T>];  // the samples of one group
  Sum bias_sum = Sum::all(0);

  // Of n samples, at most row_lanes: the other lanes are +0.
  ADALINE_INLINE void begin_group(std::size_t n) {
    if (n < row_lanes<T>) Sum::all(0).store(of_group);
  }

  ADALINE_INLINE void end_group(GroupedLoss<Level, T>& loss) {
    add_errors<Level, T>(Sum::load(of_group), loss, bias_sum);
  }
};

// The errors of one group of n samples, at most row_lanes; lanes without one hold +0.
template <class Level, class T>
ADALINE_INLINE void set_errors_of_group(const T* rows, std::size_t stride, const T* t, const T* w, T bias,
                                        std::size_t n, std::size_t d, bool in_order, T* errors) {
  using Sum = Group<Level, T>;
  if (is_group<Level, T>(n, in_order)) {
    (Sum::load(t) - (group_products<Level>(rows, stride, w, d, in_order) + Sum::all(bias))).store(errors);
    return;
  }
  if (n < row_lanes<T>) Sum::all(0).store(errors);
  for_row_blocks<Level>(n, [&](std::size_t r, auto block) ADALINE_INLINED {
    T product[block.value];
    wide_products<Level, block.value>(rows + r * stride, stride, w, d, product);
    unroll<block.value>(
        [&](auto k) ADALINE_INLINED { errors[r + k.value] = t[r + k.value] - (product[k.value] + bias); });
  });
}

// Whether the errors of a group are made before the group before it is added: while products are folded, it can be. (Rows of 64 to
// 256 bytes: AVX2 1.05 to 1.15 times as fast, AVX-512 on Zen 4 1.1 to 1.25, on Zen 5 1.0; 16-byte registers lose.)
template <class Level>
inline constexpr bool adds_later = Register<Level, float>::size >= 8;

// Short rows, in parts.
template <class Level, class T>
ADALINE_INLINE void short_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                Group<Level, T>& bias_sum, GroupedLoss<Level, T>& loss, bool ask_ahead) {
  constexpr std::size_t L = row_lanes<T>;
  const bool in_order = ask_ahead && x.cols > L;
  Parts<T> parts;
  alignas(64) T errors[2][L];
  const std::size_t groups = (x.rows + L - 1) / L;
  const std::size_t ahead = adds_later<Level> && groups > 1 ? 1 : 0;
  for (std::size_t g = 0; g < groups + ahead; ++g) {
    if (g < groups) {
      const std::size_t i = g * L;
      const std::size_t n = smaller(L, x.rows - i);
      const T* const rows = x.data + i * x.row_stride;
      if (ask_ahead) prefetch_ahead(rows, n, x.row_stride, x.cols);
      set_errors_of_group<Level>(rows, x.row_stride, t + i, w, bias, n, x.cols, in_order, errors[g % 2]);
    }
    if (g >= ahead) {
      const std::size_t i = (g - ahead) * L;
      const T* const of_group = errors[(g - ahead) % 2];
      parts.template add<Level>(x.data + i * x.row_stride, x.row_stride, of_group, smaller(L, x.rows - i),
                                x.cols, i == 0);
      add_errors<Level, T>(Group<Level, T>::load(of_group), loss, bias_sum);
    }
  }
  parts.fold(descent, x.cols);
}

// Long rows, each element in row order, Rows of them at a time; the next ones in the same sweep, or after it. Flight: how
// many are multiplied at a time.
template <class Level, std::size_t Rows, bool Sweeps, std::size_t Flight = Rows, class T>
ADALINE_INLINE void long_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                               ChunkErrors<Level, T>& errors, GroupedLoss<Level, T>& loss) {
  constexpr std::size_t L = row_lanes<T>;
  for (std::size_t j = 0; j < x.cols; ++j) descent[j] = 0;
  // Of the block of rows that begins with row i.
  const auto set_errors = [&]<std::size_t Count>(std::size_t i, const T(&product)[Count]) ADALINE_INLINED {
    unroll<Count>([&](auto r) ADALINE_INLINED {
      errors.of_group[i % L + r.value] = t[i + r.value] - (product[r.value] + bias);
    });
  };
  const auto update = [&](std::size_t i, auto count) ADALINE_INLINED {
    add_rows<Level, count.value>(x.data + i * x.row_stride, x.row_stride, errors.of_group + i % L, 1, descent,
                                 x.cols);
  };

  const std::size_t in_blocks = x.rows / Rows * Rows;
  T product[Rows];
  if (Sweeps && in_blocks > 0) wide_products<Level, Rows>(x.data, x.row_stride, w, x.cols, product);
  for (std::size_t i = 0; i < in_blocks; i += Rows) {
    const T* const rows = x.data + i * x.row_stride;
    if (i % L == 0) errors.begin_group(x.rows - i);
    if (!Sweeps) {
      unroll<Rows / Flight>([&](auto k) ADALINE_INLINED {
        T of_flight[Flight];
        wide_products<Level, Flight>(rows + k.value * Flight * x.row_stride, x.row_stride, w, x.cols,
                                     of_flight);
        unroll<Flight>([&](auto r)
                           ADALINE_INLINED { product[k.value * Flight + r.value] = of_flight[r.value]; });
      });
    }
    set_errors(i, product);
    if (Sweeps && i + Rows < in_blocks) {
      add_rows_and_multiply<Level, Rows>(rows, x.row_stride, errors.of_group + i % L, descent, w, x.cols,
                                         product);
    } else {
      update(i, Index<Rows>{});
    }
    if ((i + Rows) % L == 0) errors.end_group(loss);
  }
  if (in_blocks % L == 0) errors.begin_group(x.rows - in_blocks);
  for_row_blocks<Level>(x.rows - in_blocks, [&](std::size_t r, auto count) ADALINE_INLINED {
    T last[count.value];
    wide_products<Level, count.value>(x.data + (in_blocks + r) * x.row_stride, x.row_stride, w, x.cols, last);
    set_errors(in_blocks + r, last);
    update(in_blocks + r, count);
  });
  if (x.rows % L != 0) errors.end_group(loss);
}

// Rows that are swept together. The accumulators of both halves of a sweep need registers: 16 of AVX-512's 32, and
// all of AVX2's; those of 16 bytes have too few.
template <class Level>
inline constexpr std::size_t most_rows_of_sweep = Register<Level, float>::size / 2;

// Both blocks of a sweep of so many rows, the weights and the descent fit into a first cache of 32 KB. (Of rows of 2 to 3 KB, four
// are 1.1 to 1.2 times as fast as eight, or as none; with a stride of 4 KB all lines of a sweep fall into one set.)
template <std::size_t Rows, class T>
inline constexpr std::size_t most_features_of_sweep = (std::size_t{32} << 10) / (2 * Rows + 2) / sizeof(T);

// Rows that are read from memory one after the other. Of longer ones each is a stream by itself, and several at a time spare
// the first cache. (Rows of 4 KB: on AVX2 1.3 times as fast in order, on AVX-512 0.7 to 1.2 times.)
template <class Level, class T>
inline constexpr std::size_t most_features_in_order = (Register<Level, float>::size >= 16 ? 2048 : 4096) /
                                                      sizeof(T);

// Apart from the code for caches, which it would slow down.
template <class Level, class T>
[[gnu::noinline]] void long_chunk_in_order(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                                           ChunkErrors<Level, T>& errors, GroupedLoss<Level, T>& loss) {
  long_chunk<Level, 2, false, 1>(x, t, w, bias, descent, errors, loss);
}

template <class Level, class T>
ADALINE_INLINE void wide_chunk(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent,
                               T& bias_descent, GroupedLoss<Level, T>& loss, bool ask_ahead) {
  ChunkErrors<Level, T> errors;
  if (x.cols <= most_features_in_parts<T>) {
    short_chunk<Level>(x, t, w, bias, descent, errors.bias_sum, loss, ask_ahead);
  } else if (ask_ahead && x.cols <= most_features_in_order<Level, T>) {
    long_chunk_in_order(x, t, w, bias, descent, errors, loss);
  } else if (most_rows_of_sweep<Level> >= 8 && x.cols <= most_features_of_sweep<8, T>) {
    long_chunk<Level, 8, true>(x, t, w, bias, descent, errors, loss);
  } else if (most_rows_of_sweep<Level> >= 4 && x.cols <= most_features_of_sweep<4, T>) {
    long_chunk<Level, 4, true>(x, t, w, bias, descent, errors, loss);
  } else {
    long_chunk<Level, rows_in_flight<Level>, false>(x, t, w, bias, descent, errors, loss);
  }
  bias_descent = errors.bias_sum.fold();
}

template <class Level, class T>
double residual_gradient(const MatrixView<T>& x, const T* t, const T* w, T bias, T* descent, T* bias_descent,
                         T* scratch, bool ask_ahead) {
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
        NarrowChunk<Level, d.value, T>(chunk, t + first, w, bias).sums(sums, chunk_bias, loss);
      });
    } else {
      wide_chunk<Level>(chunk, t + first, w, bias, sums, chunk_bias, loss, ask_ahead);
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
