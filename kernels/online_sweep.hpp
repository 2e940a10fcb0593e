// Online learning of rows so long that one sweep does all: the update by the block before, and the products of this block's
// rows with the weights and with each other.
#pragma once

#include <type_traits>

#include "add_rows.hpp"
#include "gram.hpp"
#include "online_block.hpp"
#include "prefetch.hpp"

namespace adaline::kernels {
namespace {

// Sums over the elements of a block's rows.
template <class Level, std::size_t Rows, class T>
struct BlockSums {
  Group<Level, T> with_weights[Rows];
  Group<Level, T> with_each_other[pair_count(Rows)];

  ADALINE_INLINE BlockSums() {
    unroll<Rows>([&](auto k) ADALINE_INLINED { with_weights[k.value] = Group<Level, T>::all(0); });
    unroll<pair_count(Rows)>([&](auto q)
                                 ADALINE_INLINED { with_each_other[q.value] = Group<Level, T>::all(0); });
  }
};

// Which of a block's rows, and which registers of the lanes, one sweep takes.
template <std::size_t FirstRow, std::size_t RowCount, std::size_t FirstPart, std::size_t PartCount>
struct SweptPart {
  static constexpr std::size_t first_row = FirstRow;
  static constexpr std::size_t end_row = FirstRow + RowCount;
  static constexpr std::size_t first_part = FirstPart;
  static constexpr std::size_t part_count = PartCount;
};

// The block of rows at x; the `steps` of the block before it go into w first, if Update. Asks: for the block behind it, line
// after line, which is the order that the CPU's own prefetching goes on with.
template <class Level, class Swept, bool Update, bool Asks, std::size_t Rows, class T>
ADALINE_INLINE void sweep(const T* x, std::size_t stride, const T (&steps)[Rows], T* w, std::size_t d,
                          BlockSums<Level, Rows, T>& sums) {
  using Sum = Group<Level, T>;
  using R = Register<Level, T>;
  constexpr std::size_t L = row_lanes<T>;
  constexpr std::size_t first = Update ? Rows : 0;  // of this block, behind those of the block before
  R step[Rows];
  unroll<Rows>([&](auto r) ADALINE_INLINED { step[r.value] = R(steps[r.value]); });
  RowPointers<first + Swept::end_row, T> rows(x - first * stride, stride);
  const T* const asked_for = x + Rows * stride;
  std::size_t j = 0;
  const auto add = [&](auto part_of_sweep, auto... n) ADALINE_INLINED {
    constexpr Index<Swept::first_part + decltype(part_of_sweep)::value> part{};
    R weights = Sum::template load_part<part.value>(w + j, n...);
    if constexpr (Update) {
      unroll<Rows>([&](auto r) ADALINE_INLINED {
        const R row = Sum::template load_part<decltype(part)::value>(rows[r], n...);
        weights = multiply_add<Level, T>(step[r.value], row, weights);
      });
      Sum::template store_part<part.value>(weights, w + j, n...);
    }
    unroll<Swept::end_row - Swept::first_row>([&](auto row_of_sweep) ADALINE_INLINED {
      constexpr std::size_t p = decltype(part)::value;
      constexpr std::size_t k = Swept::first_row + decltype(row_of_sweep)::value;
      if (Asks && p == 0) __builtin_prefetch(asked_for + Rows * j + k * L);
      const R row = Sum::template load_part<p>(rows[Index<first + k>{}], n...);
      R& with_weights = sums.with_weights[k].part[p];
      with_weights = multiply_add<Level, T>(row, weights, with_weights);
      unroll<k>([&](auto i) ADALINE_INLINED {
        R& both = sums.with_each_other[pair_index(k, i.value)].part[p];
        const R earlier = Sum::template load_part<p>(rows[Index<first + decltype(i)::value>{}], n...);
        both = multiply_add<Level, T>(row, earlier, both);
      });
    });
  };
  for (; j + L <= d; j += L) {
    unroll<Swept::part_count>(add);
    rows.advance(L);
  }
  unroll<Swept::part_count>([&](auto part) ADALINE_INLINED {
    if (j + (Swept::first_part + part.value) * R::size < d) add(part, d - j);
  });
}

// The products of a block's rows.
template <class Level, std::size_t Rows, class T>
struct BlockProducts {
  Results<Level, Rows, T> with_weights;
  Results<Level, pair_count(Rows), T> with_each_other;

  explicit ADALINE_INLINE BlockProducts(const BlockSums<Level, Rows, T>& sums) {
    // First what does not wait for the weights.
    with_each_other = folded_results<Level>(sums.with_each_other);
    with_weights = folded_results<Level>(sums.with_weights);
  }
};

// How many registers of the lanes are swept at a time. Four rows have ten sums: with all of their lanes, 16 registers would not
// hold them, and the rows are gone through once for each part of the lanes. Pairs, which leave the first cache meanwhile, once.
template <class Level, std::size_t Rows, class T>
struct PartsOfSweep {
  static constexpr std::size_t count = Rows == 2 ? Group<Level, T>::count : 1;
  static constexpr std::size_t passes = Group<Level, T>::count / count;
  template <std::size_t I>
  using Pass = SweptPart<0, Rows, I * count, count>;
};

template <class Level, bool Update, bool Asks, std::size_t Rows, class T>
ADALINE_INLINE BlockProducts<Level, Rows, T> sweep_block(const T* x, std::size_t stride, const T (&steps)[Rows],
                                                         T* w, std::size_t d) {
  using Parts = PartsOfSweep<Level, Rows, T>;
  BlockSums<Level, Rows, T> sums;
  unroll<Parts::passes>([&](auto pass) ADALINE_INLINED {
    using Swept = typename Parts::template Pass<decltype(pass)::value>;
    sweep<Level, Swept, Update, Asks>(x, stride, steps, w, d, sums);
  });
  return BlockProducts<Level, Rows, T>(sums);
}

// The same with a sweep for each row: more loads, but memory is read in order.
template <class Level, bool Update, std::size_t Rows, class T>
ADALINE_INLINE BlockProducts<Level, Rows, T> sweep_rows(const T* x, std::size_t stride, const T (&steps)[Rows],
                                                        T* w, std::size_t d) {
  BlockSums<Level, Rows, T> sums;
  unroll<Rows>([&](auto k) ADALINE_INLINED {
    using Swept = SweptPart<decltype(k)::value, 1, 0, Group<Level, T>::count>;
    sweep<Level, Swept, Update&& decltype(k)::value == 0, false>(x, stride, steps, w, d, sums);
  });
  return BlockProducts<Level, Rows, T>(sums);
}

// All whole blocks.
template <class Level, std::size_t Rows, bool Asks, bool InOrder, class T>
ADALINE_INLINE void online_sweep(OnlineEpochState<Level, T>& state) {
  using Outputs = Results<Level, Rows, T>;
  using Effects = Results<Level, pair_count(Rows), T>;
  const std::size_t d = state.x.cols;
  const std::size_t stride = state.x.row_stride;
  const T rate = state.rate;
  const bool ahead = Rows > 2 && !InOrder && asks_ahead(state.x);
  T step[Rows] = {};
  bool in_weights = true;  // of the steps of the block before
  const auto products = [&]<bool Update>(const T* x, std::bool_constant<Update>) ADALINE_INLINED {
    if constexpr (InOrder) {
      return sweep_rows<Level, Update>(x, stride, step, state.w, d);
    } else {
      return sweep_block<Level, Update, Asks>(x, stride, step, state.w, d);
    }
  };
  while (state.left() >= Rows) {
    const T* const x = state.row(state.done);
    // In two halves: the requests of a whole block would wait for each other.
    if (ahead) prefetch_ahead(x, Rows / 2, stride, d);
    const BlockProducts<Level, Rows, T> product =
        in_weights ? products(x, std::false_type{}) : products(x, std::true_type{});
    if (ahead) prefetch_ahead(x + Rows / 2 * stride, Rows - Rows / 2, stride, d);
    alignas(64) T effect[Effects::size];
    (Effects::all(rate) * (product.with_each_other + Effects::all(state.bias_product()))).store(effect);
    T e[Rows];
    (Outputs::load(state.targets(), Rows) - (product.with_weights + Outputs::all(state.bias))).lanes_to(e);
    substitute<Level>(e,
                      [&](std::size_t k, std::size_t i) ADALINE_INLINED { return effect[pair_index(k, i)]; });
    in_weights = !finite(e[Rows - 1]);
    if (in_weights) [[unlikely]] {
      state.take_row_by_row(Rows);
    } else {
      unroll<Rows>([&](auto k) ADALINE_INLINED { step[k.value] = rate * e[k.value]; });
      state.move_bias(step);
      state.put_errors(e);
    }
  }
  if (!in_weights) add_rows<Level, Rows>(state.row(state.done - Rows), stride, step, 1, state.w, d);
}

// Where the next block is asked for in the sweep, it must fit into the first cache beside this one and the one before it: pairs
// of rows of 3 KB are 1.2 times as fast by it, of 4 KB 1.1 times. With AVX2, whose rows of 4 KB take longer for each line,
// those lose a tenth.
template <class Level>
inline constexpr std::size_t most_bytes_asked_for = Register<Level, float>::size >= 16 ? 4096 : 3072;

// Of samples in memory, rows of these lengths are read in order. (2 to 4 KB: 1.1 to 1.3 times as fast. Of shorter ones it takes too
// many loads, and beyond 8 KB several at a time are read as fast.)
template <class T>
bool reads_in_order(const MatrixView<T>& x) {
  const std::size_t bytes = x.cols * sizeof(T);
  return bytes > 1024 && bytes <= 4096 && asks_ahead(x);
}

// Apart from the code for caches.
template <class Level, std::size_t Rows, class T>
[[gnu::noinline]] void online_sweep_in_order(OnlineEpochState<Level, T>& state) {
  online_sweep<Level, Rows, false, true>(state);
}

// Blocks of more than two rows have short ones: all of them are asked for.
template <class Level, std::size_t Rows, class T>
ADALINE_INLINE void online_blocks(OnlineEpochState<Level, T>& state) {
  if (reads_in_order(state.x)) return online_sweep_in_order<Level, Rows>(state);
  if constexpr (Rows == 2) {
    if (state.x.cols * sizeof(T) > most_bytes_asked_for<Level>) {
      return online_sweep<Level, Rows, false, false>(state);
    }
  }
  online_sweep<Level, Rows, true, false>(state);
}

}  // namespace
}  // namespace adaline::kernels
